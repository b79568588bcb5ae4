import { useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";

export type Round = Schemas["SurveyRoundSnapshot"];
export type RoundView = Schemas["RoundView"];
export type Response = Schemas["SurveyResponseSnapshot"];
export type Question = Schemas["Question"];
export type AnswerWish = Schemas["AnswerWish"];

const MOST = 200;

export function useRounds(tenant: string) {
  return useQuery({
    queryKey: [tenant, "survey-rounds"],
    queryFn: () => ask(api.GET("/v1/{tenant}/survey-rounds", { params: { path: { tenant }, query: { limit: MOST } } })),
  });
}

export function useQuestionSets(tenant: string, asked: boolean) {
  return useQuery({
    queryKey: [tenant, "question-sets"],
    enabled: asked,
    queryFn: () => ask(api.GET("/v1/{tenant}/question-sets", { params: { path: { tenant }, query: { limit: MOST } } })),
  });
}

export function openRound(tenant: string, body: Schemas["NewRound"]) {
  return ask(api.POST("/v1/{tenant}/survey-rounds", { params: { path: { tenant } }, body }));
}

export function useRound(tenant: string, survey_round: string) {
  return useQuery({
    queryKey: [tenant, "survey-rounds", survey_round],
    queryFn: () =>
      ask(api.GET("/v1/{tenant}/survey-rounds/{survey_round}", { params: { path: { tenant, survey_round } } })),
  });
}

export function useResponse(tenant: string, survey_round: string, unit: string) {
  return useQuery({
    queryKey: [tenant, "survey-rounds", survey_round, unit],
    queryFn: () =>
      ask(
        api.GET("/v1/{tenant}/survey-rounds/{survey_round}/responses/{unit}", {
          params: { path: { tenant, survey_round, unit } },
        }),
      ),
  });
}

/** What may be done with a unit's response, as it was when it was read. */
export function stepsOf(tenant: string, { round, unit, version }: Response) {
  const params = { path: { tenant, survey_round: round, unit }, header: ifMatch(version) };
  return {
    save: (body: Schemas["DraftWish"]) =>
      ask(api.PUT("/v1/{tenant}/survey-rounds/{survey_round}/responses/{unit}", { params, body })),
    submit: (body: Schemas["SubmissionWish"]) =>
      ask(api.POST("/v1/{tenant}/survey-rounds/{survey_round}/responses/{unit}/submission", { params, body })),
    accept: () =>
      ask(api.POST("/v1/{tenant}/survey-rounds/{survey_round}/responses/{unit}/acceptance", { params, body: {} })),
    giveBack: (reason: string) =>
      ask(api.POST("/v1/{tenant}/survey-rounds/{survey_round}/responses/{unit}/return", { params, body: { reason } })),
  };
}
