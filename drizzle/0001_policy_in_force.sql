ALTER TABLE "policy_versions" ADD COLUMN "in_force_from" timestamptz(3);--> statement-breakpoint
UPDATE "policy_versions" SET "in_force_from" = greatest(
  "published_at",
  ("document" -> 'published' ->> 'effectiveFrom')::timestamp at time zone ("document" -> 'published' -> 'policy' -> 'desk' ->> 'timeZone')
);--> statement-breakpoint
ALTER TABLE "policy_versions" ALTER COLUMN "in_force_from" SET NOT NULL;
