import { Checkbox, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext } from "react-router";
import { keepsAny, plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { isTask, type Work } from "../../api/tasks";
import { type Names, useNames } from "../../parts/names";
import { OutcomeBadge } from "../../parts/outcomes";
import { usePrinting } from "../../parts/printing";
import { useField } from "../../parts/said";
import { useDeadline, useDistance } from "../../parts/times";
import type { More } from "./TasksPage";
import classes from "./tasks.module.css";

interface Props {
  works: Work[];
  more: More;
  tenant: string;
  total: number;
  chosen: ReadonlySet<string>;
  choose: (chosen: ReadonlySet<string>) => void;
}

/** What a row takes with two lines of title; shorter ones take as much, so that what is guessed is what is measured. */
const ROW_PX = 81;
const AHEAD = 50;

/** Only the rows in sight are in the document, but on paper all that were fetched; the next page is fetched before one comes to its end. */
export function TaskTable({ works, more, tenant, total, chosen, choose }: Props) {
  const { t } = useTranslation("tasks");
  const session = useOutletContext<Session>();
  const chooses = keepsAny(session, tenant) || plans(session, tenant);
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: works.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    getItemKey: (place) => works[place]?.id ?? place,
  });
  const { unit } = useNames(tenant);
  const marked = useRef(chosen);
  marked.current = chosen;
  const toggle = useCallback((id: string) => choose(toggled(marked.current, id)), [choose]);
  const printing = usePrinting();
  const inSight = rows.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more.has && !more.loading && last >= works.length - AHEAD) more.load();
  }, [last, works.length, more]);
  const above = inSight[0]?.start ?? 0;
  const below = rows.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  const shown = printing ? works.map((_, index) => index) : inSight.map(({ index }) => index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section ref={box} className={classes.box} aria-label={t("title")} tabIndex={0}>
      <table className={classes.table} aria-rowcount={total + 1}>
        <Head works={works} chooses={chooses} chosen={chosen} choose={choose} />
        <tbody>
          {!printing && <Gap px={above} />}
          {shown.map((index) => {
            const work = works[index];
            return work ? (
              <Row
                key={work.id}
                work={work}
                place={index}
                measure={rows.measureElement}
                tenant={tenant}
                chosen={chooses ? chosen.has(work.id) : null}
                toggle={toggle}
                unit={unit}
              />
            ) : null;
          })}
          {!printing && <Gap px={below} />}
        </tbody>
      </table>
      {printing && works.length < total && <Text size="sm">{t("printed_part", { shown: works.length, total })}</Text>}
    </section>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(chosen);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}

function Gap({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height: px, padding: 0 }} />
    </tr>
  );
}

type HeadProps = Pick<Props, "works" | "chosen" | "choose"> & { chooses: boolean };

function Head({ works, chooses, chosen, choose }: HeadProps) {
  const { t } = useTranslation("tasks");
  return (
    <thead>
      <tr>
        {chooses && (
          <th className={classes.tick} scope="col">
            <Checkbox
              aria-label={t("select_all")}
              checked={chosen.size > 0 && chosen.size === works.length}
              indeterminate={chosen.size > 0 && chosen.size < works.length}
              onChange={() => choose(new Set(chosen.size > 0 ? [] : works.map((work) => work.id)))}
            />
          </th>
        )}
        <th scope="col">{t("column.title")}</th>
        <th scope="col" className={classes.outcome}>
          {t("column.outcome")}
        </th>
        <th scope="col" className={classes.due}>
          {t("column.deadline")}
        </th>
        <th scope="col" className={classes.lead}>
          {t("column.lead")}
        </th>
        <th scope="col" className={classes.product}>
          {t("column.product")}
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  work: Work;
  place: number;
  measure: (row: HTMLTableRowElement | null) => void;
  tenant: string;
  chosen: boolean | null;
  toggle: (id: string) => void;
  unit: Names["unit"];
}

/** Drawn anew only when something of it has changed: while one scrolls, most rows stay. */
const Row = memo(function Row({ work, place, measure, tenant, chosen, toggle, unit }: RowProps) {
  const { t } = useTranslation("tasks");
  const field = useField();
  const title = field(work, "title");
  const lead = unit(work.lead_unit);
  const role = isTask(work) ? (field(work, "accountable_role") ?? "") : "";
  return (
    <tr ref={measure} data-index={place} aria-rowindex={place + 2} data-task={work.id}>
      {chosen !== null && (
        <td className={classes.tick}>
          <input
            type="checkbox"
            className={classes.mark}
            aria-label={t("select", { task: work.id })}
            checked={chosen}
            onChange={() => toggle(work.id)}
          />
        </td>
      )}
      <td>
        <Link to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`} className={classes.title} title={title}>
          {title}
        </Link>
        <div className={classes.small}>
          {work.id} · {t(`works:status.${work.status}`)}
        </div>
      </td>
      <td>
        <Standing work={work} />
        <div className={classes.narrow}>
          <Due work={work} />
        </div>
      </td>
      <td className={classes.due}>
        <Due work={work} />
      </td>
      <td className={classes.lead}>
        <div className={classes.clamped} title={lead}>
          {lead}
        </div>
        <div className={`${classes.small} ${classes.cut}`} title={role}>
          {role}
        </div>
      </td>
      <td className={classes.product}>
        <div className={classes.clamped}>{work.product ?? (isTask(work) ? field(work, "product") : "")}</div>
      </td>
    </tr>
  );
});

export function Standing({ work }: { work: Work }) {
  const { t } = useTranslation("tasks");
  if (work.outcome === null) return <Text size="sm">{t(`works:status.${work.status}`)}</Text>;
  return <OutcomeBadge outcome={work.due_soon ? "due_soon" : work.outcome} />;
}

export function Due({ work }: { work: Work }) {
  const { t } = useTranslation("tasks");
  const deadline = useDeadline();
  const distance = useDistance();
  const { due_at, moves } = work.obligation;
  const open = work.outcome === "open_overdue" || work.outcome === "open_in_time";
  return (
    <>
      <div>{deadline(work.obligation)}</div>
      <div className={classes.small}>
        {[open && due_at && distance(due_at), moves > 0 && t("moved", { count: moves })].filter(Boolean).join(" · ")}
      </div>
    </>
  );
}
