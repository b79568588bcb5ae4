import { Alert, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useBook, useRules } from "../../api/email";
import { Asked } from "../../parts/Asked";
import { Held } from "../../parts/Held";
import { EmailBook } from "./EmailBook";
import { EmailRules } from "./EmailRules";

/** When mails go out, and to whom. Addresses are personal data: only the standing agency sees them. */
export function EmailTab({ tenant, may }: { tenant: string; may: boolean }) {
  return (
    <Stack gap="lg">
      <Asked of={useRules(tenant)}>
        {(rules) => (
          <Held key={may ? "changes" : rules.version} newest={rules}>
            {(held, saved) => <EmailRules rules={held} saved={saved} tenant={tenant} may={may} />}
          </Held>
        )}
      </Asked>
      {may && <Addresses tenant={tenant} />}
    </Stack>
  );
}

function Addresses({ tenant }: { tenant: string }) {
  const { t } = useTranslation("settings");
  return (
    <Asked of={useBook(tenant)}>
      {(book) =>
        book.channel === "off" ? (
          <Alert color="gray">{t("email.off")}</Alert>
        ) : (
          <EmailBook book={book} tenant={tenant} />
        )
      }
    </Asked>
  );
}
