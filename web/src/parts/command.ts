import { notifications } from "@mantine/notifications";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { queries } from "../api/queries";

interface Told<T> {
  /** What the reader is told when it is done. */
  done?: string;
  after?: (answer: T) => void;
}

/** Something that changes the tenant: whatever is shown of it asks again, also after a refusal that says it is out of date. */
export function useCommand<T, W = void>(
  tenant: string,
  carryOut: (wish: W) => Promise<T>,
  told: Told<T> = {},
): UseMutationResult<T, Error, W> {
  const refresh = () => queries.invalidateQueries({ queryKey: [tenant] });
  return useMutation({
    mutationFn: carryOut,
    onSuccess: (answer) => {
      if (told.done) notifications.show({ message: told.done, color: "tiendo" });
      told.after?.(answer);
      return refresh();
    },
    onError: () => void refresh(),
  });
}

/** The version that was read, as `If-Match` wants it. */
export function ifMatch(version: number): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}
