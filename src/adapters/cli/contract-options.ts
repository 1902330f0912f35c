export interface Json {
  readonly json?: boolean;
}

export interface SubscriptionOptions extends Json {
  readonly service: string;
  readonly name: string;
  readonly reference?: string;
  readonly publisher?: string;
  readonly commerce?: string;
  readonly bought?: string;
  readonly renewed?: string;
  readonly ends?: string;
  readonly dryRun?: boolean;
}

export interface ContactOptions extends Json {
  readonly from?: string;
  readonly until?: string;
  readonly fromVendor?: boolean;
  readonly dryRun?: boolean;
}

export interface ModelOptions extends Json {
  readonly provider?: string;
  readonly from?: string;
  readonly subscription?: string;
  readonly openTickets: string;
  readonly dryRun?: boolean;
}

export interface AccessOptions extends Json {
  readonly granted?: boolean;
  readonly none?: boolean;
  readonly until?: string;
  readonly cloud?: string;
  readonly tenant?: string;
  readonly dryRun?: boolean;
}
