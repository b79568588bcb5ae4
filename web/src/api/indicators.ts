import { useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";

export type Line = Schemas["IndicatorLine"];
export type Series = Schemas["IndicatorSeries"];
export type Period = Schemas["PeriodFigures"];
export type Value = Schemas["IndicatorValueSnapshot"];

const PERIODS = 24;
const MOST = 500;

export function useIndicators(tenant: string) {
  return useQuery({
    queryKey: [tenant, "indicators"],
    queryFn: () => ask(api.GET("/v1/{tenant}/indicator-series", { params: { path: { tenant } } })),
  });
}

export function useSeries(tenant: string, indicator: string) {
  return useQuery({
    queryKey: [tenant, "indicators", indicator, "series"],
    queryFn: () =>
      ask(
        api.GET("/v1/{tenant}/indicator-series/{indicator}", {
          params: { path: { tenant, indicator }, query: { periods: PERIODS } },
        }),
      ),
  });
}

/** How it is defined: who reports it, how often. */
export function useDefinition(tenant: string, indicator: string) {
  return useQuery({
    queryKey: [tenant, "indicators", indicator, "definition"],
    queryFn: () => ask(api.GET("/v1/{tenant}/indicators/{indicator}", { params: { path: { tenant, indicator } } })),
  });
}

/** Figures as they were reported, with what was said before they were corrected. */
export function useValues(tenant: string, indicator: string) {
  return useQuery({
    queryKey: [tenant, "indicators", indicator, "values"],
    queryFn: () =>
      ask(
        api.GET("/v1/{tenant}/indicator-values", {
          params: { path: { tenant }, query: { indicator, limit: MOST } },
        }),
      ),
  });
}

export function confirm(tenant: string, value: Value) {
  return ask(
    api.POST("/v1/{tenant}/indicator-values/{indicator_value}/confirmation", {
      params: { path: { tenant, indicator_value: value.id }, header: ifMatch(value.version) },
      body: { edition: value.edition },
    }),
  );
}

export function report(tenant: string, indicator: string, body: Schemas["NewValue"]) {
  return ask(api.POST("/v1/{tenant}/indicators/{indicator}/values", { params: { path: { tenant, indicator } }, body }));
}
