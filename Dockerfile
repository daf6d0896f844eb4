# syntax=docker/dockerfile:1
# Two stages: the first compiles, the second holds the binary and nothing to compile with.
#
#   docker build -t netralitas .
#   docker build --build-arg FEATURES=postgres-tls -t netralitas .
#
# FEATURES goes to Cargo as it stands. `postgres-tls` (libpq with OpenSSL) is meant for every
# installation whose PostgreSQL is on another machine; leave it empty while the crate has no such
# feature, Cargo refuses an unknown one.

FROM rust:1.95-bookworm AS build
ARG FEATURES=""
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p netralitas-server --bin netralitas --features "$FEATURES" \
    && cp target/release/netralitas /usr/local/bin/netralitas

FROM debian:bookworm-slim
# libssl3 is used by the postgres-tls build only; the certificates by every outgoing TLS connection.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/netralitas --create-home netralitas
COPY --from=build /usr/local/bin/netralitas /usr/local/bin/netralitas

USER netralitas
WORKDIR /var/lib/netralitas
ENV NETRALITAS_HTTP__BIND=0.0.0.0:8080 \
    NETRALITAS_DATA_DIR=/var/lib/netralitas/data
VOLUME /var/lib/netralitas/data
EXPOSE 8080

# The image has no HTTP client; bash speaks enough HTTP to read one status line.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && IFS= read -r -t 4 status <&3 && [[ $status == *' 200 '* ]]"]

# SIGTERM, the default, is the graceful stop.
ENTRYPOINT ["netralitas"]
CMD ["serve"]
