import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ask, type Schemas } from "../../api/client";
import { Asked } from "../../parts/Asked";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { useNumber } from "../../parts/times";

const SHOWN = 5;

interface Props {
  tenant: string;
  asOf: string | null;
}

/** The units with most signs of trouble, each sign in words: whom to help or urge first (FR-NA-27). */
export function Attention({ tenant, asOf }: Props) {
  const { t } = useTranslation("overview");
  const weak = useQuery({
    queryKey: [tenant, "weak-points", asOf],
    queryFn: () =>
      ask(api.GET("/v1/{tenant}/weak-points", { params: { path: { tenant }, query: { as_of: asOf ?? undefined } } })),
  });
  return (
    <Section
      help="weak_points"
      title={t("attention.title")}
      actions={weak.data && <SaveAttention points={weak.data} asOf={asOf} />}
    >
      <Asked of={weak}>{(points) => <Units points={points} tenant={tenant} />}</Asked>
    </Section>
  );
}

/** All units with signs, not only those that are shown. */
function SaveAttention({ points, asOf }: { points: Schemas["WeakPoints"]; asOf: string | null }) {
  const { t } = useTranslation("overview");
  const field = useField();
  const say = useSigns(points.formula);
  return (
    <SaveCsv
      name={t("attention.title")}
      day={asOf}
      rows={() => points.units}
      columns={[
        [t("name"), (unit) => field(unit, "name")],
        [t("attention.signs"), (unit) => unit.signs.map((sign) => say(unit, sign)).join("; ")],
      ]}
    />
  );
}

function Units({ points, tenant }: { points: Schemas["WeakPoints"]; tenant: string }) {
  const { t } = useTranslation("overview");
  const field = useField();
  const say = useSigns(points.formula);
  if (points.units.length === 0) return <Text>{t("attention.none")}</Text>;
  return (
    <Stack gap="sm">
      {points.units.slice(0, SHOWN).map((unit) => (
        <Stack key={unit.unit} gap={4}>
          <Text component={Link} to={`/t/${tenant}/tasks?unit=${encodeURIComponent(unit.unit)}&counted=true`} fw={600}>
            {field(unit, "name")}
          </Text>
          <Group gap={6}>
            {unit.signs.map((sign) => (
              <Badge
                key={sign}
                data-sign={sign}
                variant="outline"
                color="dark"
                tt="none"
                fw={400}
                h="auto"
                style={{ whiteSpace: "normal" }}
              >
                {say(unit, sign)}
              </Badge>
            ))}
          </Group>
        </Stack>
      ))}
      <Text size="sm">{t("attention.of", { shown: Math.min(SHOWN, points.units.length), all: points.units_of })}</Text>
    </Stack>
  );
}

type Unit = Schemas["WeakUnit"];
type Sign = Unit["signs"][number];

/** Each sign with its number; works of different sorts are never added to each other, so the sort that is worst speaks. */
function useSigns({ often_moved, trend_days, unmoved_working_days }: Schemas["WeakPoints"]["formula"]) {
  const { t } = useTranslation("overview");
  const number = useNumber();
  const percent = (share: number | null | undefined) => (share == null ? "–" : `${number(share)} %`);
  return (unit: Unit, sign: Sign): string => {
    const works = Object.values(unit.works);
    const most = (count: (of: Schemas["WeakNumbers"]) => number) => number(Math.max(0, ...works.map(count)));
    const risen = [...works].sort((a, b) => rise(b) - rise(a))[0];
    const told = {
      late: { number: percent(unit.late_share) },
      worse: { before: percent(risen?.late_share_before ?? 0), now: percent(risen?.late_share), days: trend_days },
      unmoved: { number: most((of) => of.unmoved), days: unmoved_working_days },
      moved: { number: most((of) => of.often_moved), times: often_moved },
      returned: { number: most((of) => of.returned) },
      bottleneck: { number: number(unit.unresolved_bottlenecks ?? 0) },
    };
    return t(`attention.sign.${sign}`, told[sign]);
  };
}

function rise({ late_share, late_share_before }: Schemas["WeakNumbers"]): number {
  return (late_share ?? 0) - (late_share_before ?? 0);
}
