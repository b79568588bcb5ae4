import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ask, type Schemas } from "../../api/client";
import { Asked } from "../../parts/Asked";
import { Section } from "../../parts/Section";
import { useField, useSaid } from "../../parts/said";

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
    <Section help="weak_points" title={t("attention.title")}>
      <Asked of={weak}>{(points) => <Units points={points} tenant={tenant} />}</Asked>
    </Section>
  );
}

function Units({ points, tenant }: { points: Schemas["WeakPoints"]; tenant: string }) {
  const { t } = useTranslation("overview");
  const said = useSaid();
  const field = useField();
  const meaning = new Map(points.formula.signs.map((sign) => [sign.code as string, said(sign.meaning)]));
  if (points.units.length === 0) return <Text>{t("attention.none")}</Text>;
  return (
    <Stack gap="sm">
      {points.units.slice(0, SHOWN).map((unit) => (
        <Stack key={unit.unit} gap={4}>
          <Text component={Link} to={`/t/${tenant}/tasks?unit=${encodeURIComponent(unit.unit)}`} fw={600}>
            {field(unit, "name")}
          </Text>
          <Group gap={6}>
            {unit.signs.map((sign) => (
              <Badge
                key={sign}
                variant="outline"
                color="dark"
                tt="none"
                fw={400}
                h="auto"
                style={{ whiteSpace: "normal" }}
              >
                {meaning.get(sign) ?? sign}
              </Badge>
            ))}
          </Group>
        </Stack>
      ))}
      <Text size="sm">{t("attention.of", { shown: Math.min(SHOWN, points.units.length), all: points.units_of })}</Text>
    </Stack>
  );
}
