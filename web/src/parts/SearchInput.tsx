import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { put, useAddress } from "./address";

type Props = Omit<TextInputProps, "value" | "onChange" | "type">;

const NAME = "q";

/** Searches while one types. The address follows; the field must not wait for it, or quick letters would be lost. */
export function SearchInput(props: Props) {
  const [query, change] = useAddress();
  const sought = query.get(NAME) ?? "";
  const [typed, type] = useState(sought);
  useEffect(() => {
    const newest = new URLSearchParams(window.location.search).get(NAME) ?? "";
    if (sought === newest) type(sought);
  }, [sought]);
  return (
    <TextInput
      {...props}
      type="search"
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        type(text);
        change((changed) => put(changed, NAME, text), { replace: true });
      }}
    />
  );
}
