import { Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useNumber } from "../../parts/times";

/** "12/20 đơn vị đã nộp (60 %), 5 đã chấp nhận"; the bar is neutral. */
export function Covered({ share }: { share: Schemas["Share"] }) {
  const { t } = useTranslation("surveys");
  const number = useNumber();
  const words = t("covered", { ...share, rate: number(share.rate) });
  return (
    <>
      <Text fw={600} data-covered>
        {words}
      </Text>
      <Progress value={share.rate} aria-label={words} color="var(--in-time)" />
    </>
  );
}
