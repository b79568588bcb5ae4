import { useTranslation } from "react-i18next";
import classes from "./tables.module.css";

/** A cell of which nothing is known: hatched, and said. It is never a 0. */
export function NoData({ span, words }: { span?: number; words?: string }) {
  const { t } = useTranslation();
  return (
    <td className={classes.hatched} colSpan={span}>
      <span>{words ?? t("no_data")}</span>
    </td>
  );
}
