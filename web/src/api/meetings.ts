/** Conferences, meetings and working sessions. The API calls them sessions; here a session is somebody who has signed in. */
import { useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Meeting = Schemas["SessionSnapshot"];
export type WholeMeeting = Schemas["SessionView"];
export type Commitment = Schemas["UndertakingView"];

const PAGE = 500;

export function useMeetings(tenant: string) {
  return useQuery({
    queryKey: [tenant, "meetings"],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/sessions", { params: { path: { tenant }, query: { limit: PAGE, cursor } } })),
      ),
  });
}

/** With the units' statements and what became of their commitments. */
export function useMeeting(tenant: string, session: string) {
  return useQuery({
    queryKey: [tenant, "meetings", session],
    queryFn: () => ask(api.GET("/v1/{tenant}/sessions/{session}", { params: { path: { tenant, session } } })),
  });
}

export function convene(tenant: string, body: Schemas["NewSession"]) {
  return ask(api.POST("/v1/{tenant}/sessions", { params: { path: { tenant } }, body }));
}

export function commit(tenant: string, { id, version }: Meeting, body: Schemas["NewCommitment"]) {
  const params = { path: { tenant, session: id }, header: ifMatch(version) };
  return ask(api.POST("/v1/{tenant}/sessions/{session}/commitments", { params, body }));
}

/** What units say they have done of what they committed themselves to. */
export function useReportedCommitments(tenant: string) {
  const query = { kind: "commitment" as const, status: "reported" as const, limit: PAGE };
  return useQuery({
    queryKey: [tenant, "undertakings", "reported"],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/undertakings", { params: { path: { tenant }, query: { ...query, cursor } } })),
      ),
  });
}

/** Reporting periods whose reports can be the statements, the newest first. */
export function usePeriods(tenant: string) {
  return useQuery({
    queryKey: [tenant, "reporting-periods"],
    queryFn: async () => {
      const cycles = await every((cursor) =>
        ask(api.GET("/v1/{tenant}/reporting-cycles", { params: { path: { tenant }, query: { limit: PAGE, cursor } } })),
      );
      const found = await Promise.all(cycles.map(({ id }) => periodsOf(tenant, id)));
      return found.flat().sort((a, b) => b.period.localeCompare(a.period));
    },
  });
}

function periodsOf(tenant: string, cycle: string) {
  return every((cursor) =>
    ask(
      api.GET("/v1/{tenant}/reporting-cycles/{cycle}/periods", {
        params: { path: { tenant, cycle }, query: { limit: PAGE, cursor } },
      }),
    ),
  );
}
