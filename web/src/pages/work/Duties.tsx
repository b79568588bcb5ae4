import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { heads, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { type Letter, signReport, stepLetter, type Undertaking, type UnitReport } from "../../api/work";
import { AnswerForm } from "../../parts/AnswerForm";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import type { Owed } from "./owed";
import { UnitReportForm } from "./UnitReportForm";

const WRITABLE = new Set(["open", "draft", "submitted", "signed", "corrected"]);
const TO_SIGN = new Set(["submitted", "corrected"]);
const UNANSWERED = new Set(["sent", "acknowledged", "open", "returned"]);

/** Meeting in its row what is owed and is no task: a letter, an undertaking, a report of the unit. */
export function Duties({ tenant, owed }: { tenant: string; owed: Owed }) {
  const session = useOutletContext<Session>();
  const [open, setOpen] = useState(false);
  if (!owed.duty || !worksIn(session, tenant, owed.obligation.owner_unit)) return null;
  const close = () => setOpen(false);
  if (owed.sort === "report") {
    const report = owed.duty as UnitReport;
    if (open) return <UnitReportForm tenant={tenant} report={report} close={close} />;
    return (
      <OfReport
        tenant={tenant}
        report={report}
        signs={heads(session, tenant, owed.obligation.owner_unit)}
        write={() => setOpen(true)}
      />
    );
  }
  const asked = owed.duty as Letter | Undertaking;
  const sort = owed.sort === "request" ? "request" : "undertaking";
  if (open) return <AnswerForm tenant={tenant} sort={sort} asked={asked} close={close} />;
  return UNANSWERED.has(asked.status) ? (
    <OfLetter tenant={tenant} sort={sort} asked={asked} answer={() => setOpen(true)} />
  ) : null;
}

interface ReportProps {
  tenant: string;
  report: UnitReport;
  signs: boolean;
  write: () => void;
}

/** Handing in, and for the head the signature of exactly that edition. */
function OfReport({ tenant, report, signs, write }: ReportProps) {
  const { t } = useTranslation("work");
  const signing = useCommand(tenant, () => signReport(tenant, report), { done: t("unit_report.signed") });
  const locked = report.locks_at != null && Date.parse(report.locks_at) < Date.now();
  if (locked) return null;
  return (
    <Group gap="xs" mt="xs">
      {signs && TO_SIGN.has(report.status) && (
        <Button size="compact-md" loading={signing.isPending} onClick={() => signing.mutate()}>
          {t("unit_report.sign", { edition: report.edition })}
        </Button>
      )}
      {WRITABLE.has(report.status) && (
        <Button size="compact-md" variant="default" onClick={write}>
          {t(report.edition === 0 ? "unit_report.write" : "unit_report.again")}
        </Button>
      )}
      {signing.error && <Failure error={signing.error} />}
    </Group>
  );
}

interface LetterProps {
  tenant: string;
  sort: "request" | "undertaking";
  asked: Letter | Undertaking;
  answer: () => void;
}

function OfLetter({ tenant, sort, asked, answer }: LetterProps) {
  const { t } = useTranslation("work");
  const taking = useCommand(tenant, () => stepLetter(tenant, asked as Letter, { to: "acknowledged", documents: [] }), {
    done: t("answer.request.acknowledged"),
  });
  const toBeRead = asked.kind === "guidance" || asked.kind === "copy";
  return (
    <Group gap="xs" mt="xs">
      {sort === "request" && asked.status === "sent" && (
        <Button size="compact-md" variant="default" loading={taking.isPending} onClick={() => taking.mutate()}>
          {t("answer.request.acknowledge")}
        </Button>
      )}
      {!toBeRead && (
        <Button size="compact-md" variant="default" onClick={answer}>
          {t(`answer.${sort}.action`)}
        </Button>
      )}
      {taking.error && <Failure error={taking.error} />}
    </Group>
  );
}
