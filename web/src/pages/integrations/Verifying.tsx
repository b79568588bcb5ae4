import { Code, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "../../parts/Section";

/** As in docs/integrators.md, where a test runs it. */
const CODE = `import base64
import hmac
import json
import time
import { Section } from "../../parts/Section";


def verify(secret, headers, body):
    stamp = headers["webhook-timestamp"]
    if abs(time.time() - int(stamp)) > 300:
        raise ValueError("too old, or from the future")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{stamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()
    given = headers["webhook-signature"].split(" ")
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise ValueError("the signature is not ours")
    return json.loads(body)
`;

export function Verifying() {
  const { t } = useTranslation("integrations");
  return (
    <Section title={t("code")}>
      <Text size="sm" mb="xs">
        {t("code_text")}
      </Text>
      <Code block tabIndex={0} role="region" aria-label={t("code")}>
        {CODE}
      </Code>
    </Section>
  );
}
