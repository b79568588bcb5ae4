import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const gateway = process.env.TIENDO_GATEWAY ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // What two pages share travels in one file: the first page waits for two or three answers, not for thirty.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", minShareCount: 2 }] } } },
  },
  server: { proxy: { "/v1": gateway, "/session": gateway } },
});
