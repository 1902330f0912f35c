FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages are the embedded parts of the sandbox and a Node of its own: production has both from elsewhere.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY drizzle drizzle
COPY examples examples
COPY profiles profiles
COPY src src
COPY workers workers
COPY LICENSE NOTICE tsconfig.json ./
RUN printf '#!/bin/sh\nexec node /app/workers/answerable.ts "$@"\n' > /usr/local/bin/answerable \
  && chmod 755 /usr/local/bin/answerable
ENV NODE_ENV=production OPERATIONS_HOST=0.0.0.0
USER node
EXPOSE 8380
# One role a container; docker-compose.yml names them all.
CMD ["node", "workers/operations.ts"]
