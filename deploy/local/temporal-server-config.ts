import { tunedValues } from './temporal-tuning.ts'

export interface TemporalServerPlace {
  /** Where clients connect. */
  port: number
  /** gRPC of the three inner services, then membership of all four; those at most 32767, which is what PostgreSQL keeps them in. */
  innerPorts: readonly number[]
  databasePort: number
  user: string
  password: string
  dynamicFile: string
}

/** Its databases, and which of the schemas that the schema tool carries each has. */
export const databases = { temporal: 'temporal', visibility: 'temporal_visibility' } as const
export const innerPortCount = 7
const shards = 4

/** The server's configuration: JSON, which is YAML too. Loopback only. */
export function renderServerConfig(place: TemporalServerPlace): string {
  const { port, innerPorts } = place
  const service = (grpcPort: number | undefined, membershipPort: number | undefined) => ({
    rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1' },
  })
  const [history, matching, worker, ...members] = innerPorts
  return JSON.stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      numHistoryShards: shards,
      defaultStore: 'history',
      visibilityStore: 'visibility',
      datastores: {
        history: { sql: store(place, databases.temporal, 20) },
        visibility: { sql: store(place, databases.visibility, 5) },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(port, members[0]),
      history: service(history, members[1]),
      matching: service(matching, members[2]),
      worker: service(worker, members[3]),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${port}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: `127.0.0.1:${port}` },
    dynamicConfigClient: { filepath: place.dynamicFile, pollInterval: '10s' },
  })
}

function store({ databasePort, user, password }: TemporalServerPlace, databaseName: string, connections: number) {
  return {
    pluginName: 'postgres12',
    databaseName,
    connectAddr: `127.0.0.1:${databasePort}`,
    connectProtocol: 'tcp',
    user,
    password,
    maxConns: connections,
    maxIdleConns: connections,
    maxConnLifetime: '1h',
  }
}

/** The values that the development server is given as flags, as the file that the server proper reads. */
export function renderDynamicConfig(): string {
  const values = tunedValues.map((line) => {
    const [name = '', value = ''] = line.split('=')
    return [name, [{ value: JSON.parse(value) as unknown }]]
  })
  return JSON.stringify(Object.fromEntries(values))
}
