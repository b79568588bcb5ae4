import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { type Directive, useDirectives } from "../../api/directives";
import { grown } from "../../api/every";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { SearchInput } from "../../parts/SearchInput";
import { useField } from "../../parts/said";
import { dateOf, shownDay } from "../../parts/times";
import classes from "./directives.module.css";

/** Documents that direct the work, the newest first (FR-BP-01, FR-NA-14). */
export default function DirectivesPage() {
  const { t } = useTranslation("directives");
  const { tenant = "" } = useParams();
  const [query] = useSearchParams();
  const q = query.get("q") ?? "";
  const field = useField();
  const found = useDirectives(tenant, q);
  return (
    <Page
      title={t("title")}
      help="directive"
      actions={
        <SaveCsv
          name={t("title")}
          rows={() => grown(found)}
          columns={[
            [t("number"), (one) => one.full_number],
            [t("sort"), (one) => field(one, "doc_type")],
            [t("subject"), (one) => field(one, "subject")],
            [t("issue_date"), (one) => shownDay(one.issued_date)],
          ]}
        />
      }
    >
      <SearchInput label={t("search")} maw={480} />
      <Asked of={found}>
        {({ pages }) => (
          <Stack>
            <Rows tenant={tenant} known={pages.flatMap((page) => page.items)} />
            {found.hasNextPage && (
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t("more")}
              </Button>
            )}
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Rows({ tenant, known }: { tenant: string; known: Directive[] }) {
  const { t } = useTranslation("directives");
  const field = useField();
  if (known.length === 0) return <Empty>{t("none")}</Empty>;
  return (
    <ul className={classes.rows}>
      {known.map((one) => (
        <li key={one.id} className={classes.row} data-id={one.id}>
          <Text component={Link} to={`/t/${tenant}/directives/${encodeURIComponent(one.id)}`} fw={600}>
            {field(one, "subject")}
          </Text>
          <Group gap="xs" mt={4}>
            <Text size="sm">{[field(one, "doc_type"), one.full_number].filter(Boolean).join(" ")}</Text>
            <Text size="sm">{t("issued", { date: dateOf(one.issued_date) })}</Text>
            <Text size="sm">{t("blocks_count", { count: one.blocks.length })}</Text>
            <SampleMark sample={one.sample} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
