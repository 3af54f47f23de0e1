/// Accounts and what proves them; who holds an assignment, and what a submit is known by. Frozen.
enum M0002Accounts {
    static let name = "0002 accounts"

    static let sql = """
        CREATE TABLE account (
            annotatorId INTEGER PRIMARY KEY REFERENCES annotator(id),
            role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'reviewer', 'annotator', 'machine')),
            preferences TEXT NOT NULL CHECK (json_valid(preferences)),
            createdAt REAL NOT NULL
        ) STRICT;

        -- Secrets are hashes: of passwords with a salt and dear to compute, of random ones a digest.
        CREATE TABLE credential (
            id INTEGER PRIMARY KEY,
            accountId INTEGER NOT NULL REFERENCES account(annotatorId),
            kind TEXT NOT NULL CHECK (kind IN ('password', 'link', 'session', 'token')),
            secretHash TEXT NOT NULL CHECK (secretHash <> ''),
            name TEXT,
            scopes TEXT CHECK (scopes IS NULL OR json_valid(scopes)),
            isSingleUse INTEGER NOT NULL CHECK (isSingleUse IN (0, 1)),
            createdAt REAL NOT NULL,
            expiresAt REAL,
            usedAt REAL,
            revokedAt REAL
        ) STRICT;
        CREATE UNIQUE INDEX credentialSecret ON credential (kind, secretHash) WHERE kind <> 'password';
        CREATE UNIQUE INDEX credentialPassword ON credential (accountId) WHERE kind = 'password' AND revokedAt IS NULL;
        CREATE INDEX credentialOfAccount ON credential (accountId, kind) WHERE revokedAt IS NULL;
        CREATE TRIGGER credentialIsFixed BEFORE UPDATE OF id, accountId, kind, secretHash, scopes, isSingleUse, createdAt,
            expiresAt ON credential
        BEGIN
            SELECT RAISE(ABORT, 'winnow: of a credential only its name and its use change');
        END;
        CREATE TRIGGER credentialStaysRevoked BEFORE UPDATE OF revokedAt ON credential WHEN OLD.revokedAt IS NOT NULL
        BEGIN
            SELECT RAISE(ABORT, 'winnow: a credential that was revoked stays so');
        END;

        -- The page or program that works on the item: one annotator may have several open.
        ALTER TABLE assignment ADD COLUMN holder TEXT;
        -- What the annotator was shown of the model, or what was kept from them.
        ALTER TABLE assignment ADD COLUMN suggestion TEXT CHECK (suggestion IS NULL OR json_valid(suggestion));
        -- A submit that is sent again has the same key.
        ALTER TABLE annotation ADD COLUMN submissionKey TEXT;
        -- Who changed an annotation of somebody else.
        ALTER TABLE annotation ADD COLUMN editorId INTEGER REFERENCES annotator(id);
        CREATE INDEX annotationOfAnnotator ON annotation (queueId, annotatorId, id);
        """
}
