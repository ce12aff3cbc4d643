# One image for every process of Rallyboard. Stage 1 builds the pages, stage 2 the Python set, stage 3 runs as nobody.
FROM node:20.20-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM python:3.11.7-slim-bookworm AS python
WORKDIR /src
RUN python -m venv /opt/rallyboard && /opt/rallyboard/bin/pip install --no-cache-dir uv==0.13.8 hatchling==1.27.0
COPY requirements.lock ./
RUN /opt/rallyboard/bin/uv pip install --compile-bytecode --python /opt/rallyboard/bin/python --require-hashes -r requirements.lock
COPY . .
COPY --from=web /src/web/dist web/dist
RUN /opt/rallyboard/bin/uv pip install --compile-bytecode --python /opt/rallyboard/bin/python --no-deps --no-build-isolation .

FROM python:3.11.7-slim-bookworm
RUN useradd --system --create-home --home-dir /var/lib/rallyboard --uid 10001 rallyboard
COPY --from=python /opt/rallyboard /opt/rallyboard
# A volume is owned by whoever owns the folder that it is put on.
RUN install --directory --owner rallyboard --mode 700 /var/lib/rallyboard/data /var/lib/rallyboard/keys /var/lib/rallyboard/database-keys
USER rallyboard
ENV PATH=/opt/rallyboard/bin:$PATH RALLYBOARD_DATA=/var/lib/rallyboard/data RALLYBOARD_HOST=0.0.0.0 RALLYBOARD_PORT=8000
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["rallyboard", "serve"]
