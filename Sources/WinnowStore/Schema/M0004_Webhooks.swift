/// Webhooks and their deliveries. Frozen.
///
/// The event log is the outbox that changes are written to; `position` is how far it is read.
enum M0004Webhooks {
    static let name = "0004 webhooks"

    static let sql = """
        CREATE TABLE webhook (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            url TEXT NOT NULL CHECK (url <> ''),
            kinds TEXT NOT NULL CHECK (json_valid(kinds)),
            -- To sign with, so that it cannot be a hash.
            secret TEXT NOT NULL CHECK (secret <> ''),
            allowsPrivate INTEGER NOT NULL CHECK (allowsPrivate IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'removed')),
            position INTEGER NOT NULL CHECK (position >= 0),
            createdAt REAL NOT NULL
        ) STRICT;

        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            webhookId INTEGER NOT NULL REFERENCES webhook(id),
            kind TEXT NOT NULL CHECK (kind <> ''),
            event INTEGER NOT NULL CHECK (event >= 0),
            body TEXT NOT NULL CHECK (json_valid(body)),
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'failed')),
            attemptCount INTEGER NOT NULL CHECK (attemptCount >= 0),
            -- Of one that is being sent, when its sender is taken for dead.
            dueAt REAL NOT NULL,
            status INTEGER,
            reason TEXT,
            createdAt REAL NOT NULL,
            endedAt REAL,
            CHECK ((state IN ('delivered', 'failed')) = (endedAt IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX deliveryOnce ON delivery (webhookId, event, kind) WHERE kind <> 'ping';
        CREATE INDEX deliveryDue ON delivery (dueAt) WHERE state IN ('pending', 'sending');
        CREATE INDEX deliveryEnded ON delivery (endedAt) WHERE endedAt IS NOT NULL;
        CREATE INDEX deliveryOfWebhook ON delivery (webhookId, id);

        CREATE TRIGGER webhookStaysRemoved BEFORE UPDATE ON webhook WHEN OLD.state = 'removed' BEGIN
            SELECT RAISE(ABORT, 'winnow: a webhook that was removed stays so');
        END;
        CREATE TRIGGER webhookIsFixed BEFORE UPDATE OF id, queueId, url, kinds, secret, allowsPrivate, createdAt ON webhook
        BEGIN
            SELECT RAISE(ABORT, 'winnow: of a webhook only its state and its position change');
        END;
        CREATE TRIGGER webhookGoesForward BEFORE UPDATE OF position ON webhook WHEN NEW.position < OLD.position BEGIN
            SELECT RAISE(ABORT, 'winnow: a webhook does not go back in the log');
        END;
        CREATE TRIGGER deliveryIsFixed BEFORE UPDATE OF id, webhookId, kind, event, body, createdAt ON delivery BEGIN
            SELECT RAISE(ABORT, 'winnow: what is delivered does not change');
        END;
        """
}
