/** What `tocsin init` writes: every setting with its default and one line on what it does. */
export const CONFIG_TEMPLATE = `# Tocsin node configuration. Every setting is optional; commented ones show the default.
# Check it with: tocsin doctor --config tocsin.yaml
# feeds, zones, identities and alerts are reloaded when this file changes; the rest at restart.

node:
  member: ROU               # ISO 3166 code of the member this node belongs to
  name: My watch desk       # shown in the top bar
  mode: live                # live, or exercise: simulated data only, marked on every screen
  # banner: UNCLASSIFIED    # classification and releasability line, top and bottom of every screen
  # lat: 44.6               # middle of the region watched; default: the first sensor's site
  # lon: 29.0

# data: tocsin-data         # ledger, history and keys live here: back up this folder

# store:                    # where ledger, history and what allies sent are kept; default: files in the data folder
#   kind: postgresql        # for large sites, see docs/operating/postgresql.md; the password: TOCSIN_STORE_PASSWORD
#   url: postgresql://tocsin@db.example:5432/tocsin?sslmode=verify-full
#   schema: tocsin_rou      # the node's own; default: tocsin_ and the member

http:
  host: 127.0.0.1           # anything else needs TLS below
  port: 8780
  # tls_cert: cert.pem
  # tls_key: key.pem

# One entry a feed; exactly one of udp, connect, listen, file.
feeds: []
#  - id: radar-north
#    format: asterix        # asterix, beast, avr, sbs, aircraft-json, ais, remote-id, sapient, cot
#    udp: { host: 0.0.0.0, port: 8600, group: 239.1.2.3 }
#    options: { editions: { '48': '1.31' } }
#    sensors:
#      - { id: 'asterix:25/10', name: North, kind: radar2d, lat: 45.1, lon: 28.9, height: 60, period: 4,
#          sd_range: 70, sd_azimuth: 0.08, pd: 0.9, clutter: 10, max_range: 180000 }
#  - id: adsb
#    format: beast
#    connect: 127.0.0.1:30005
#  - id: harbour
#    format: ais
#    udp: { port: 10110 }
#  - id: counter-drone
#    format: sapient
#    listen: 127.0.0.1:5020  # edge nodes dial in
#  - id: tak
#    format: cot              # TAK: clients on the mesh; also connect: SERVER:8087, listen: HOST:PORT
#    udp: { host: 0.0.0.0, port: 6969, group: 239.2.3.1 }
#  - id: last-night
#    format: beast
#    file: night.beast
#    speed: 20               # 1 as recorded, 0 as fast as possible
#    simulated: true

# The picture for TAK clients; what leaves is decided by label, see docs/operating/tak.md.
outputs: []
#  - id: tak-out
#    format: cot
#    listen: 127.0.0.1:8088  # elsewhere it needs tls_cert, tls_key and client_ca, or plain: true
#    reader: { member: POL, clearance: restricted }
#    tracks: { classification: unclassified, releasable_to: [POL] }

# Links to the nodes of other members (mutual TLS with pinned keys); see docs/operating/federation.md.
# Who is admitted is decided with: tocsin member, or on the Members screen.
# federation:
#    listen: 0.0.0.0:7443    # where allies' nodes dial in; without it this node dials only
#    peers:                  # goes before the address that the ally's invitation gave
#      BGR: bgr.example:7443
#    tracks:                 # own tracks go to the allies that their labels name (releasability: default:)
#      every_s: 2
#      box: [27, 42, 31, 46] # west, south, east, north; without it everywhere
#      to: { BGR: { every_s: 1 } }
# Or over NATS JetStream, for alliances that run hubs: docs/operating/nats.md.
#    transport: nats
#    nats: { url: 'nats://127.0.0.1:4222', credentials: rou.creds }

# Zone files: GeoJSON, ED-269 or ED-318. One bad zone does not stop the others.
zones: []

# Objects known beforehand.
identities: []
#  - { icao: '4B8201', identity: friend, reason: maritime patrol aircraft }
#  - { mmsi: 264900123, identity: friend }

# alerts:                   # overrides of the alert rules, see docs/operating/alerts.md
#   escalateAfterS: [60, 180, 300]

# history:
#   max_age_days: 30
#   max_size_mb: 20000
#   operator_data_hours: 24  # Remote ID operator positions are kept no longer than this

# Who sees what, see docs/operating/access.md. Feeds may have a label of their own: label: { ... }.
# releasability:
#    default: { classification: unclassified, releasable_to: [] }   # tracks of feeds without a label
#    alerts: { releasable_to: [] }   # alerts and incidents; without it for this member only
#    zones: { releasable_to: [] }    # without it for this member only
#    members:                # other members whose people log in here
#      DEU: { clearance: secret, groups: [ALLIANCE] }
#    roles: { observer: restricted }

# record: night.tocsin      # write everything that comes in, for bit-for-bit replay
# log: { level: info }
# capacity: 20000           # live tracks at most
`;
