/** The calendar of periodic reports: who reports how often, and who has. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Cycle = Schemas["ReportingCycleSnapshot"];
export type Period = Schemas["ReportingPeriodSnapshot"];
export type PeriodView = Schemas["PeriodView"];
export const FREQUENCIES = ["monthly", "quarterly", "yearly"] as const;

const MOST = 200;

export function useCycles(tenant: string) {
  return useQuery({
    queryKey: [tenant, "reporting-cycles"],
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/reporting-cycles", { params: { path: { tenant }, query: { limit: MOST, cursor } } })),
      ),
  });
}

export function usePeriods(tenant: string, cycle: string) {
  return useQuery({
    queryKey: [tenant, "reporting-cycles", cycle],
    queryFn: () =>
      every((cursor) =>
        ask(
          api.GET("/v1/{tenant}/reporting-cycles/{cycle}/periods", {
            params: { path: { tenant, cycle }, query: { limit: MOST, cursor } },
          }),
        ),
      ),
  });
}

/** Who has reported for each of them. */
export function useStandings(tenant: string, cycle: string, periods: string[]) {
  return useQueries({
    queries: periods.map((reporting_period) => ({
      queryKey: [tenant, "reporting-cycles", cycle, reporting_period],
      queryFn: () =>
        ask(
          api.GET("/v1/{tenant}/reporting-cycles/{cycle}/periods/{reporting_period}", {
            params: { path: { tenant, cycle, reporting_period } },
          }),
        ),
    })),
  });
}

export function registerCycle(tenant: string, body: Schemas["NewReportingCycle"]) {
  return ask(api.POST("/v1/{tenant}/reporting-cycles", { params: { path: { tenant } }, body }));
}

export function openPeriod(tenant: string, cycle: string, period: string) {
  return ask(
    api.POST("/v1/{tenant}/reporting-cycles/{cycle}/periods", {
      params: { path: { tenant, cycle } },
      body: { period },
    }),
  );
}
