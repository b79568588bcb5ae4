import { Alert, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import type { Schemas } from "../api/client";
import { plans } from "../api/rights";
import type { Session } from "../api/session";
import type { OneWork, Status, Work } from "../api/tasks";
import { useMeasure, useTarget } from "./measures";
import { useNumber } from "./times";

const REACHES = {
  "=": (done: number, value: number) => done === value,
  ">=": (done: number, value: number) => done >= value,
  "<=": (done: number, value: number) => done <= value,
};

interface OffTarget {
  /** The step would complete it, and its numbers fall short. */
  missed: boolean;
  /** The standing agency enters what was decided; others are told so. */
  enters: boolean;
  ready: boolean;
  wish: Schemas["OffTargetWish"] | undefined;
  fields: { reason: string; setReason: (text: string) => void; document: string; setDocument: (text: string) => void };
}

function misses({ target, measured }: Work | OneWork, to: Status | undefined): boolean {
  const done = measured?.progress?.done;
  return to === "completed" && target != null && (done == null || !REACHES[target.op](done, target.value));
}

/** Off its target a work is completed by a decision of the Working Group's head only, which the standing agency enters (FR-NA-11). */
export function useOffTarget(tenant: string, work: Work | OneWork, to: Status | undefined): OffTarget {
  const enters = plans(useOutletContext<Session>(), tenant);
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const missed = misses(work, to);
  const decided_by_role = tenant === "central" ? ("central_wg_officer" as const) : ("chairman" as const);
  const wish = { reason: reason.trim(), document: document.trim() || null, decided_by_role };
  return {
    missed,
    enters,
    ready: !missed || (enters && wish.reason !== ""),
    wish: missed && enters && wish.reason ? wish : undefined,
    fields: { reason, setReason, document, setDocument },
  };
}

/** How far it came, and the grounds for completing it all the same; nothing where the target is reached. */
export function OffTargetFields({ work, of }: { work: Work | OneWork; of: OffTarget }) {
  const { t } = useTranslation("works");
  const said = useTarget();
  const number = useNumber();
  const measure = useMeasure();
  if (!of.missed || !work.target) return null;
  const done = work.measured?.progress?.done;
  const reached = done == null ? t("off_target.nothing") : `${number(done)} ${measure(work.target.unit)}`;
  return (
    <Alert color="yellow" data-off-target>
      <Stack gap="sm">
        <Text fw={600}>{t("off_target.title")}</Text>
        <Text size="sm">{t("off_target.explained", { target: said(work.target), reached })}</Text>
        {of.enters ? <Grounds {...of.fields} /> : <Text size="sm">{t("off_target.by_agency")}</Text>}
      </Stack>
    </Alert>
  );
}

function Grounds({ reason, setReason, document, setDocument }: OffTarget["fields"]) {
  const { t } = useTranslation("works");
  return (
    <>
      <TextInput
        label={t("off_target.reason")}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={t("off_target.document")}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
    </>
  );
}
