import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { type Line, type Series, useSeries } from "../../api/indicators";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { useMeasure } from "../../parts/measures";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { Chart } from "./Chart";
import { useBaseline } from "./figures";
import { Periods } from "./Periods";
import { Reporting } from "./Reporting";
import { TargetShown } from "./Target";
import { Values } from "./Values";

export default function IndicatorPage() {
  const { tenant = "", indicator = "" } = useParams();
  return (
    <Asked of={useSeries(tenant, indicator)} lines={8}>
      {(series) => <Indicator series={series} tenant={tenant} />}
    </Asked>
  );
}

function Indicator({ series, tenant }: { series: Series; tenant: string }) {
  const { t } = useTranslation("indicators");
  const field = useField();
  const { indicator: line, periods } = series;
  return (
    <Page
      title={field(line, "name")}
      up={{ to: `/t/${tenant}/indicators`, name: t("back") }}
      actions={<SampleMark sample={line.sample} />}
    >
      <Definition line={line} tenant={tenant} />
      <TargetShown line={line} />
      <Section title={t("series")}>
        {periods.length === 0 ? (
          <Empty>{t("nothing_reported")}</Empty>
        ) : (
          <>
            {line.measure !== "quality" && <Chart line={line} periods={periods} />}
            <Periods periods={periods} />
          </>
        )}
      </Section>
      <Values tenant={tenant} line={line} />
      <Reporting tenant={tenant} line={line} />
    </Page>
  );
}

function Definition({ line, tenant }: { line: Line; tenant: string }) {
  const { t } = useTranslation("indicators");
  const measure = useMeasure();
  const { unit: unitName } = useNames(tenant);
  const baseline = useBaseline();
  const said = [
    t(`measures.${line.measure}`, { unit: measure(line.unit_of_measure) }),
    line.numerator_vi && t("numerator", { words: line.numerator_vi }),
    line.denominator_vi && t("denominator", { words: line.denominator_vi }),
    line.direction && t(`directions.${line.direction}`),
    line.frequency && t(`frequencies.${line.frequency}`),
    line.owner_unit && t("owner", { unit: unitName(line.owner_unit) }),
    baseline(line),
    line.note,
  ].filter(Boolean);
  return <Text>{said.join(" · ")}</Text>;
}
