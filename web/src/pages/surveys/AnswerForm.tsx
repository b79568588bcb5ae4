import { Button, Checkbox, Group, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { type AnswerWish, type Question, type Response, type RoundView, stepsOf } from "../../api/surveys";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { groupsOf } from "./groups";

const STATUSES = ["thuan_loi", "con_vuong", "diem_nghen"] as const;

interface Props {
  view: RoundView;
  response: Response;
  saved: (response: Response) => void;
  tenant: string;
}

/** Saved as often as one likes, submitted once it is whole; the server says which answers are missing. */
export function AnswerForm({ view, response, saved, tenant }: Props) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const [answers, setAnswers] = useState<Record<string, AnswerWish>>(() =>
    Object.fromEntries((response.answers ?? []).map((answer) => [answer.question, answer])),
  );
  const [nothing, setNothing] = useState(response.nothing_to_report ?? false);
  const steps = stepsOf(tenant, response);
  const said = (): Schemas["DraftWish"] => ({ answers: Object.values(answers), nothing_to_report: nothing });
  const saving = useCommand(tenant, () => steps.save(said()), { done: t("saved"), after: saved });
  const submitting = useCommand(tenant, () => steps.submit(said()), { done: t("submitted") });
  const refused = saving.error ?? submitting.error;
  return (
    <Stack>
      <Checkbox
        label={t("nothing_to_report")}
        checked={nothing}
        onChange={(event) => setNothing(event.currentTarget.checked)}
      />
      {groupsOf(view).map(({ name, questions }) => (
        <Section title={field(name, "name")} key={questions[0]?.group}>
          <Stack>
            {questions.map((question) => (
              <OneQuestion
                key={question.id}
                question={question}
                answer={answers[question.id]}
                give={(answer) => setAnswers({ ...answers, [question.id]: answer })}
              />
            ))}
          </Stack>
        </Section>
      ))}
      {refused && <Failure error={refused} />}
      <Group className="no-print">
        <Button onClick={() => submitting.mutate()} loading={submitting.isPending} disabled={saving.isPending}>
          {t("submit")}
        </Button>
        <Button
          variant="default"
          onClick={() => saving.mutate()}
          loading={saving.isPending}
          disabled={submitting.isPending}
        >
          {t("save")}
        </Button>
      </Group>
    </Stack>
  );
}

interface QuestionProps {
  question: Question;
  answer: AnswerWish | undefined;
  give: (answer: AnswerWish) => void;
}

function OneQuestion({ question, answer, give }: QuestionProps) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const words = field(question, "text");
  const status = answer?.status ?? null;
  const text = answer?.text ?? null;
  return (
    <Radio.Group
      label={
        <>
          {words} <SampleMark sample={question.source === "synthetic"} />
        </>
      }
      value={status ?? ""}
      onChange={(chosen) => give({ question: question.id, status: chosen as AnswerWish["status"], text })}
    >
      <Group mt="xs">
        {STATUSES.map((one) => (
          <Radio key={one} value={one} label={t(`answers.${one}`)} />
        ))}
      </Group>
      {(status === "con_vuong" || status === "diem_nghen") && (
        <Textarea
          mt="xs"
          aria-label={t("words_about", { question: words })}
          placeholder={t("words")}
          value={text ?? ""}
          onChange={(event) => give({ question: question.id, status, text: event.currentTarget.value || null })}
          autosize
          minRows={2}
        />
      )}
    </Radio.Group>
  );
}
