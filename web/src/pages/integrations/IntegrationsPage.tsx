import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useOverview } from "../../api/overview";
import { type Subscription, useSubscriptions } from "../../api/subscriptions";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Facts } from "./Facts";
import { byHealth, HealthBadge } from "./health";
import { NewEndpoint } from "./NewEndpoint";
import { SaveEndpoints } from "./SaveEndpoints";

/** "Did my endpoint get everything?" (FR-X-03, FR-TW-08) */
export default function IntegrationsPage() {
  const { t } = useTranslation("integrations");
  const { tenant = "" } = useParams();
  const [opened, { open, close }] = useDisclosure(false);
  const head = useOverview(tenant).data?.head ?? null;
  return (
    <Page
      title={t("title")}
      help="events"
      actions={
        <>
          <SaveEndpoints tenant={tenant} head={head} />
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={open}>
            {t("create")}
          </Button>
        </>
      }
    >
      <Text maw={800}>
        {t("lead")} <Anchor href="/start">{t("guide")}</Anchor>
      </Text>
      <NewEndpoint tenant={tenant} opened={opened} close={close} />
      <Asked of={useSubscriptions(tenant)}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              {[...items].sort(byHealth(head)).map((one) => (
                <Endpoint key={one.id} subscription={one} tenant={tenant} head={head} />
              ))}
            </SimpleGrid>
          )
        }
      </Asked>
    </Page>
  );
}

interface Props {
  subscription: Subscription;
  tenant: string;
  head: number | null;
}

function Endpoint({ subscription, tenant, head }: Props) {
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h4">
            <Link to={`/t/${tenant}/integrations/${subscription.id}`}>
              {subscription.description || subscription.url}
            </Link>
          </Title>
          <HealthBadge subscription={subscription} head={head} />
        </Group>
        <Facts subscription={subscription} head={head} />
      </Stack>
    </Paper>
  );
}
