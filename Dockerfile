# syntax=docker/dockerfile:1
# Two stages: the first compiles, the second holds the binary and nothing to compile with.
#
#   docker build -t netralitas .
#   docker build --build-arg FEATURES= -t netralitas .     libpq without TLS
#
# The base images are named by version, not by digest; give RUST_IMAGE and DEBIAN_IMAGE with the digests that you
# have checked. How the image is run is told in docs/operate.md.

ARG RUST_IMAGE=rust:1.95-bookworm
ARG DEBIAN_IMAGE=debian:bookworm-slim

FROM ${RUST_IMAGE} AS build
# Goes to Cargo as it stands. `postgres-tls`: libpq with the OpenSSL of Debian.
ARG FEATURES=postgres-tls
# Versions are those of the base image's release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --release --locked -p netralitas-server --bin netralitas --features "$FEATURES" \
    && cp target/release/netralitas /usr/local/bin/netralitas

FROM ${DEBIAN_IMAGE}
# libssl3 for the postgres-tls build; the certificates for a database whose address says sslrootcert=system.
# The folders are made here, so that new volumes get their owner.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 netralitas \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/netralitas \
        --shell /usr/sbin/nologin netralitas \
    && install -d -o netralitas -g netralitas -m 0750 \
        /var/lib/netralitas /var/lib/netralitas/data /var/lib/netralitas/key
COPY --from=build /usr/local/bin/netralitas /usr/local/bin/netralitas
COPY LICENSE NOTICE /usr/share/doc/netralitas/

# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
WORKDIR /var/lib/netralitas
# The master key has a volume of its own: whoever copies the data does not get the key with it.
ENV NETRALITAS_HTTP__BIND=0.0.0.0:8080 \
    NETRALITAS_DATA_DIR=/var/lib/netralitas/data \
    NETRALITAS_AUTH__MASTER_KEY_FILE=/var/lib/netralitas/key/netralitas.key
VOLUME ["/var/lib/netralitas/data", "/var/lib/netralitas/key"]
EXPOSE 8080

# The binary asks itself; the image has no HTTP client.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 CMD ["netralitas", "health"]

# SIGTERM, the default, is the graceful stop.
ENTRYPOINT ["netralitas"]
CMD ["serve"]
