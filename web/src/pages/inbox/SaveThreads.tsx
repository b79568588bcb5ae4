import { useTranslation } from "react-i18next";
import { grown } from "../../api/every";
import { useThreads } from "../../api/inbox";
import { SaveCsv } from "../../parts/SaveCsv";
import { useField } from "../../parts/said";
import { momentOf, useDeadline } from "../../parts/times";

/** The threads that are listed, also those that were not scrolled to. */
export function SaveThreads({ tenant, unread }: { tenant: string; unread: boolean }) {
  const { t } = useTranslation("inbox");
  const field = useField();
  const deadline = useDeadline();
  const threads = useThreads(tenant, unread);
  return (
    <SaveCsv
      name={t("title")}
      disabled={threads.data === undefined}
      rows={() => grown(threads)}
      columns={[
        [t("columns.subject"), ({ subject }) => subject],
        [t("columns.title"), ({ latest }) => field(latest, "title")],
        [t("columns.kind"), ({ latest }) => t(`kind.${latest.kind}`)],
        [t("columns.told"), ({ latest }) => momentOf(latest.created_at)],
        [t("columns.due"), ({ latest }) => deadline(latest.obligation)],
        [t("columns.unread"), ({ unread: count }) => count],
        [t("columns.total"), ({ total }) => total],
        [t("columns.waits"), ({ waits }) => (waits ? t("waits") : null)],
      ]}
    />
  );
}
