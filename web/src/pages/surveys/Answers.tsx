import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Response, RoundView } from "../../api/surveys";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { groupsOf } from "./groups";

/** As they were handed in, or as far as the draft has come. */
export function Answers({ view, response }: { view: RoundView; response: Response }) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const answers = new Map((response.answers ?? []).map((answer) => [answer.question, answer]));
  return (
    <Stack>
      {response.nothing_to_report && <Text fw={600}>{t("nothing_to_report")}</Text>}
      {groupsOf(view).map(({ name, questions }) => (
        <Section title={field(name, "name")} key={questions[0]?.group}>
          <Stack gap="xs">
            {questions.map((question) => {
              const answer = answers.get(question.id);
              return (
                <div key={question.id} data-question={question.id}>
                  <Text fw={600}>{field(question, "text")}</Text>
                  <Text>
                    {answer?.status ? t(`answers.${answer.status}`) : t("not_answered")}
                    {answer?.text && `: ${answer.text}`}
                  </Text>
                </div>
              );
            })}
          </Stack>
        </Section>
      ))}
    </Stack>
  );
}
