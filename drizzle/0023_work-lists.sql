CREATE TABLE "work_lists" (
	"agent_id" uuid NOT NULL,
	"day" date NOT NULL,
	"outbound_id" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "work_lists_agent_id_day_pk" PRIMARY KEY("agent_id","day")
);
--> statement-breakpoint
ALTER TABLE "work_lists" ADD CONSTRAINT "work_lists_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
INSERT INTO "work_lists" ("agent_id", "day", "outbound_id", "at")
SELECT split_part("once", '.', 2)::uuid, split_part("once", '.', 3)::date,
  CASE WHEN "state" = 'cancelled' AND "because" = 'nothing is due' THEN NULL ELSE "id" END, "created_at"
FROM "outbound_mail" WHERE "once" LIKE 'worklist.%';--> statement-breakpoint
DELETE FROM "outbound_mail" WHERE "once" LIKE 'worklist.%' AND "state" = 'cancelled' AND "because" = 'nothing is due';
