ALTER TABLE "customers" ADD COLUMN "tenant_id" text;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_tenantId_unique" UNIQUE("tenant_id");