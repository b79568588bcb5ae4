import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Sample data says so wherever a person sees it. */
export function SampleMark({ sample }: { sample: boolean | undefined }) {
  const { t } = useTranslation();
  if (!sample) return null;
  return (
    <Badge variant="outline" color="dark" size="sm" tt="none" flex="none">
      {t("sample")}
    </Badge>
  );
}
