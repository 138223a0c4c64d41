// PostGraphile on our tables: node server.mjs PORT TENANT SERVICE_URL. One process, the service's role, row security on.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";

const [port, tenant, connectionString] = process.argv.slice(2);
const joins = {
  "tuntas.complaint": {
    tags: {
      foreignKey: [
        "(tenant_id, unit_id) references tuntas.unit (tenant_id, id)|@fieldName unit",
        "(topic_id) references tuntas.topic (id)|@fieldName topic",
        "(tenant_id, id, version) references tuntas.complaint_event (tenant_id, complaint_id, seq)|@fieldName lastEvent",
      ],
    },
  },
};
const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags({ version: 1, config: { class: joins } })],
  pgServices: [makePgService({ connectionString, schemas: ["tuntas"], pubsub: false, poolConfig: { max: 16 } })],
  grafast: {
    context: () => ({
      pgSettings: {
        "tuntas.reach_lo": tenant,
        "tuntas.reach_hi": tenant,
        "tuntas.write_a": tenant,
        "tuntas.write_b": "",
      },
    }),
    explain: false,
  },
  grafserv: { graphiql: false, watch: false },
};
const server = createServer();
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
const pgl = postgraphile(preset);
if (process.env.PRINT_SCHEMA) {
  const { printSchema } = await import("postgraphile/graphql");
  await (await import("node:fs/promises")).writeFile(process.env.PRINT_SCHEMA, printSchema((await pgl.getSchemaResult()).schema));
  process.exit(0);
}
await pgl.createServ(grafserv).addTo(server);
server.listen(Number(port), "127.0.0.1");
