import { Alert, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problems";
import type { Work } from "../../api/work";
import { NumberForm } from "./NumberForm";
import { StatusForm } from "./StatusForm";

interface Props {
  tenant: string;
  work: Work;
  /** Somebody above says whether what was submitted will do. */
  judging: boolean;
  close: () => void;
}

/** Reporting in the row: the state with its product, or a number. It holds to what was read when it was opened. */
export function ReportForm({ tenant, work, judging, close }: Props) {
  const { t } = useTranslation("work");
  const [read, reread] = useState(work);
  const [about, setAbout] = useState("status");
  const Form = about === "status" ? StatusForm : NumberForm;
  return (
    <Stack gap="sm" mt="sm" maw={640}>
      {!judging && (
        <SegmentedControl
          aria-label={t("about.label")}
          value={about}
          onChange={setAbout}
          data={["status", "number"].map((value) => ({ value, label: t(`about.${value}`) }))}
        />
      )}
      <Form key={read.version} tenant={tenant} work={read} judging={judging} close={close}>
        {(error) =>
          error instanceof Problem &&
          error.isConflict &&
          work.version !== read.version && <Changed was={read} is={work} take={() => reread(work)} />
        }
      </Form>
    </Stack>
  );
}

/** Somebody was faster: both states, and going on from the new one. */
function Changed({ was, is, take }: { was: Work; is: Work; take: () => void }) {
  const { t } = useTranslation("work");
  return (
    <Alert color="yellow" role="alert" title={t("changed.title")}>
      <Text size="sm">{t("changed.was", { status: t(`status.${was.status}`) })}</Text>
      <Text size="sm">{t("changed.is", { status: t(`status.${is.status}`) })}</Text>
      <Group mt="xs">
        <Button size="compact-md" variant="default" onClick={take}>
          {t("changed.take")}
        </Button>
      </Group>
    </Alert>
  );
}
