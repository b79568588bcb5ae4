/** What units owe: tasks and pilot models, reports, answers to requests, recommendations and commitments. */
import { useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { shownDay } from "../parts/times";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Work = Schemas["WorkPage"]["items"][number];

const PAGE = 500;
const STALE_MS = 30_000;

interface Which {
  unit?: string;
  kind?: "pilot_model";
  status?: Schemas["StatusWish"]["to"][];
}

function tasks(tenant: string, which: Which) {
  return every((cursor) =>
    ask(api.GET("/v1/{tenant}/tasks", { params: { path: { tenant }, query: { ...which, limit: PAGE, cursor } } })),
  );
}

export function useTasks(tenant: string, which: Which) {
  return useQuery({
    queryKey: [tenant, "tasks", "every", which],
    queryFn: () => tasks(tenant, which),
    staleTime: STALE_MS,
  });
}

export function useReports(tenant: string, unit: string) {
  return useQuery({
    queryKey: [tenant, "reports", unit],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/reports", { params: { path: { tenant }, query: { unit, limit: PAGE, cursor } } })),
      ),
  });
}

export function useRequests(tenant: string, unit: string) {
  return useQuery({
    queryKey: [tenant, "requests", unit],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/requests", { params: { path: { tenant }, query: { unit, limit: PAGE, cursor } } })),
      ),
  });
}

export function useUndertakings(tenant: string, unit: string) {
  return useQuery({
    queryKey: [tenant, "undertakings", unit],
    queryFn: () =>
      every((cursor) =>
        ask(
          api.GET("/v1/{tenant}/undertakings", { params: { path: { tenant }, query: { unit, limit: PAGE, cursor } } }),
        ),
      ),
  });
}

export type Letter = Schemas["RequestView"];
export type Undertaking = Schemas["UndertakingView"];
export type UnitReport = Schemas["ReportView"];

/** What units were written about one task, pilot model or directive, and what they answered. */
export function useLettersAbout(tenant: string, subject: string) {
  return useQuery({
    queryKey: [tenant, "requests", "about", subject],
    queryFn: () =>
      every((cursor) =>
        ask(
          api.GET("/v1/{tenant}/requests", { params: { path: { tenant }, query: { subject, limit: PAGE, cursor } } }),
        ),
      ),
  });
}

export function stepLetter(tenant: string, { id, version }: Letter, body: Schemas["RequestStep"]) {
  const params = { path: { tenant, request: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/requests/{request}/status", { params, body }));
}

/** The answer to a unit that asked for a later deadline. */
export function granted(date: string, document: string) {
  return { text: `Đồng ý gia hạn đến ${shownDay(date)}`, documents: [document] };
}

export function stepUndertaking(tenant: string, { id, version }: Undertaking, body: Schemas["UndertakingStep"]) {
  const params = { path: { tenant, undertaking: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/undertakings/{undertaking}/status", { params, body }));
}

/** Handed in again, it is a new edition. */
export function writeReport(tenant: string, { id, version }: UnitReport, body: Schemas["ReportContent"]) {
  const params = { path: { tenant, report: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/reports/{report}/content", { params, body }));
}

export function signReport(tenant: string, { id, version, edition }: UnitReport) {
  const params = { path: { tenant, report: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/reports/{report}/signature", { params, body: { edition } }));
}
