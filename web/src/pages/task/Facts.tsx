import { List } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isTask, type OneTask, type OneWork } from "../../api/tasks";
import { useTarget } from "../../parts/measures";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { Due, Reached } from "./Figures";
import classes from "./task.module.css";

interface Props {
  work: OneWork;
  tenant: string;
}

/** Who, by when, what has to come out of it, and what it rests on. */
export function Facts({ work, tenant }: Props) {
  const { t } = useTranslation("task");
  const target = useTarget();
  const names = useNames(tenant);
  const off = work.measured?.off_target;
  return (
    <Section help="accountable" title={t("facts")}>
      <dl className={classes.facts}>
        <Fact name={t("lead")}>{names.unit(work.lead_unit)}</Fact>
        <Fact name={t("deadline")}>
          <Due work={work} />
        </Fact>
        {isTask(work) && <OfTask task={work} tenant={tenant} />}
        <Fact name={t("delivered")}>{work.product}</Fact>
        <Fact name={t("target")}>{work.target && target(work.target)}</Fact>
        <Fact name={t("reached")}>{work.measured?.progress && <Reached progress={work.measured.progress} />}</Fact>
        {off && <Fact name={t("off_target")}>{[off.reason, off.document].filter(Boolean).join(" · ")}</Fact>}
        <Fact name={t("reason")}>{work.reason}</Fact>
        <Fact name={t("note")}>{work.note}</Fact>
      </dl>
    </Section>
  );
}

function OfTask({ task, tenant }: { task: OneTask; tenant: string }) {
  const { t } = useTranslation("task");
  const names = useNames(tenant);
  const field = useField();
  const approval = task.approval;
  return (
    <>
      <Fact name={t("accountable")}>{field(task, "accountable_role")}</Fact>
      <Fact name={t("coordinators")}>{task.coordinating_units.map(names.unit).join("; ")}</Fact>
      <Fact name={t("product")}>{field(task, "product")}</Fact>
      <Fact name={t("group")}>{names.group(task.group)}</Fact>
      <Fact name={t("legal_refs")}>
        {task.legal_refs.length > 0 && (
          <List size="sm">
            {task.legal_refs.map((reference) => (
              <List.Item key={reference}>{reference}</List.Item>
            ))}
          </List>
        )}
      </Fact>
      <Fact name={t("directive")}>
        {task.directive && (
          <Link to={`/t/${tenant}/tasks?directive=${encodeURIComponent(task.directive)}`}>{task.directive}</Link>
        )}
      </Fact>
      <Fact name={t("approval")}>
        {approval &&
          [t(`approval_state.${approval.state}`), approval.authority, approval.document].filter(Boolean).join(" · ")}
      </Fact>
    </>
  );
}

/** What is not known is left out; that it is missing is said by the check of clarity. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
