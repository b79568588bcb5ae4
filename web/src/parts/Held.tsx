import { Alert, Button } from "@mantine/core";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props<T> {
  newest: T;
  /** What the form shows and changes, and how it says that it saved a version of its own. */
  children: (held: T, saved: (own: T) => void) => ReactNode;
}

/** A form holds to the version it was opened with: a newer one of somebody else neither takes away what is typed nor is overwritten. */
export function Held<T extends { version: number }>({ newest, children }: Props<T>) {
  const { t } = useTranslation();
  const [held, hold] = useState(newest);
  const [start, count] = useState(0);
  const restart = () => {
    hold(newest);
    count(start + 1);
  };
  return (
    <>
      {newest.version > held.version && (
        <Alert color="yellow" role="status" title={t("overtaken.title")} className="no-print">
          <Button size="compact-md" variant="default" onClick={restart}>
            {t("overtaken.restart")}
          </Button>
        </Alert>
      )}
      <Fragment key={start}>{children(held, hold)}</Fragment>
    </>
  );
}
