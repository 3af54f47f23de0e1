internal import GRDB

/// The first schema: queues, items, annotations, the event log. Frozen: later changes are later migrations.
///
/// The invariants of the design live here: what a constraint or a trigger forbids cannot happen, whatever the code above
/// does and however many processes do it.
enum M0001Core {
    static let name = "0001 core"

    static func migrate(_ db: GRDB.Database) throws {
        try db.execute(sql: queues)
        try db.execute(sql: items)
        try db.execute(sql: assignments)
        try db.execute(sql: annotations)
        try db.execute(sql: models)
        try db.execute(sql: appendOnly)
    }

    private static let queues = """
        CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE queue (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            definition TEXT NOT NULL CHECK (json_valid(definition)),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            overlap INTEGER NOT NULL CHECK (overlap >= 1)
        ) STRICT;

        CREATE TABLE event (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            queueId INTEGER REFERENCES queue(id),
            kind TEXT NOT NULL CHECK (kind <> ''),
            subject INTEGER,
            payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
            at REAL NOT NULL
        ) STRICT;
        CREATE INDEX eventOfQueue ON event (queueId, number);

        CREATE TABLE label (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            name TEXT NOT NULL CHECK (name <> ''),
            position INTEGER CHECK (position >= 0),
            mergedInto INTEGER REFERENCES label(id) CHECK (mergedInto <> id),
            since INTEGER NOT NULL REFERENCES event(number),
            CHECK (position IS NULL OR mergedInto IS NULL)
        ) STRICT;
        CREATE UNIQUE INDEX labelName ON label (queueId, name) WHERE position IS NOT NULL;

        CREATE TABLE annotator (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            isDisabled INTEGER NOT NULL DEFAULT 0 CHECK (isDisabled IN (0, 1)),
            createdAt REAL NOT NULL
        ) STRICT;
        """

    private static let items = """
        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            externalId TEXT NOT NULL CHECK (externalId <> ''),
            data TEXT NOT NULL,
            meta TEXT,
            origin TEXT NOT NULL CHECK (origin IN ('imported', 'counterfactual')),
            contentHash BLOB NOT NULL CHECK (length(contentHash) = 16),
            rootId INTEGER NOT NULL REFERENCES item(id),
            isEvaluation INTEGER NOT NULL CHECK (isEvaluation IN (0, 1)),
            evaluationProbability REAL NOT NULL CHECK (evaluationProbability BETWEEN 0 AND 1),
            event INTEGER NOT NULL REFERENCES event(number)
        ) STRICT;
        CREATE UNIQUE INDEX itemExternalId ON item (queueId, externalId);
        CREATE INDEX itemContent ON item (queueId, contentHash);
        CREATE INDEX itemOrder ON item (queueId, id);

        -- Members of one root are on one side of the split.
        CREATE TRIGGER itemSide BEFORE INSERT ON item WHEN NEW.rootId <> NEW.id BEGIN
            SELECT RAISE(ABORT, 'winnow: an item is on another side than its root')
            WHERE (SELECT isEvaluation FROM item WHERE id = NEW.rootId) <> NEW.isEvaluation;
        END;
        """

    private static let assignments = """
        CREATE TABLE assignment (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            itemId INTEGER NOT NULL REFERENCES item(id),
            annotatorId INTEGER NOT NULL REFERENCES annotator(id),
            state TEXT NOT NULL CHECK (state IN ('active', 'submitted', 'released', 'expired', 'retracted')),
            claimedAt REAL NOT NULL,
            leaseUntil REAL NOT NULL,
            source TEXT NOT NULL,
            strategy TEXT NOT NULL,
            score REAL,
            rank INTEGER CHECK (rank >= 1),
            poolSize INTEGER NOT NULL CHECK (poolSize >= 1),
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            modelVersion INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX assignmentLive ON assignment (itemId, annotatorId) WHERE state IN ('active', 'submitted');
        CREATE INDEX assignmentActive ON assignment (queueId, leaseUntil) WHERE state = 'active';
        CREATE INDEX assignmentOfItem ON assignment (itemId, state);

        CREATE TABLE liveAnnotation (
            itemId INTEGER NOT NULL REFERENCES item(id),
            annotatorId INTEGER NOT NULL REFERENCES annotator(id),
            annotationId INTEGER NOT NULL UNIQUE REFERENCES annotation(id),
            queueId INTEGER NOT NULL REFERENCES queue(id),
            isCounted INTEGER NOT NULL CHECK (isCounted IN (0, 1)),
            PRIMARY KEY (itemId, annotatorId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX liveAnnotationOfQueue ON liveAnnotation (queueId, itemId, isCounted);

        -- Overlap: live assignments and counted annotations of an item are never more than its queue asks for.
        CREATE TRIGGER assignmentOverlap BEFORE INSERT ON assignment WHEN NEW.state = 'active' BEGIN
            SELECT RAISE(ABORT, 'winnow: the item has all the annotators that it needs')
            WHERE (SELECT count(*) FROM assignment WHERE itemId = NEW.itemId AND state = 'active')
                + (SELECT count(*) FROM liveAnnotation WHERE itemId = NEW.itemId AND isCounted = 1)
                >= (SELECT overlap FROM queue WHERE id = NEW.queueId);
            SELECT RAISE(ABORT, 'winnow: the annotator has had the item')
            WHERE EXISTS (SELECT 1 FROM liveAnnotation WHERE itemId = NEW.itemId AND annotatorId = NEW.annotatorId);
        END;
        """

    private static let annotations = """
        CREATE TABLE annotation (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            itemId INTEGER NOT NULL REFERENCES item(id),
            annotatorId INTEGER NOT NULL REFERENCES annotator(id),
            assignmentId INTEGER REFERENCES assignment(id),
            action TEXT NOT NULL CHECK (action IN ('submit', 'retract')),
            answer TEXT NOT NULL CHECK (answer IN ('label', 'skip', 'unsure', 'flag')),
            isPartial INTEGER NOT NULL CHECK (isPartial IN (0, 1)),
            note TEXT,
            supersedes INTEGER UNIQUE REFERENCES annotation(id),
            seconds REAL CHECK (seconds >= 0),
            source TEXT NOT NULL,
            event INTEGER NOT NULL REFERENCES event(number),
            at REAL NOT NULL,
            CHECK (action = 'submit' OR supersedes IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX annotationOfAssignment ON annotation (assignmentId)
            WHERE assignmentId IS NOT NULL AND action = 'submit';
        CREATE INDEX annotationOfItem ON annotation (itemId, id);
        CREATE INDEX annotationInOrder ON annotation (queueId, event);

        CREATE TABLE annotationLabel (
            annotationId INTEGER NOT NULL REFERENCES annotation(id),
            labelId INTEGER NOT NULL REFERENCES label(id),
            isPresent INTEGER NOT NULL CHECK (isPresent IN (0, 1)),
            PRIMARY KEY (annotationId, labelId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX annotationLabelOfLabel ON annotationLabel (labelId);

        -- What stands now: at most one annotation for an item and an annotator.
        CREATE TRIGGER annotationStands AFTER INSERT ON annotation BEGIN
            DELETE FROM liveAnnotation WHERE annotationId = NEW.supersedes;
            INSERT INTO liveAnnotation (itemId, annotatorId, annotationId, queueId, isCounted)
            SELECT NEW.itemId, NEW.annotatorId, NEW.id, NEW.queueId, NEW.answer <> 'skip'
            WHERE NEW.action = 'submit';
        END;
        CREATE TRIGGER annotationSupersedesOwn BEFORE INSERT ON annotation WHEN NEW.supersedes IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'winnow: an annotation supersedes one of the same item and annotator that stands')
            WHERE NOT EXISTS (
                SELECT 1 FROM liveAnnotation WHERE annotationId = NEW.supersedes
                AND itemId = NEW.itemId AND annotatorId = NEW.annotatorId
            );
        END;
        """

    private static let models = """
        CREATE TABLE trainingRun (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
            event INTEGER NOT NULL,
            startedAt REAL NOT NULL,
            endedAt REAL,
            message TEXT,
            CHECK ((state = 'running') = (endedAt IS NULL))
        ) STRICT;
        CREATE INDEX trainingRunOfQueue ON trainingRun (queueId, id);

        CREATE TABLE modelVersion (
            queueId INTEGER NOT NULL REFERENCES queue(id),
            number INTEGER NOT NULL CHECK (number >= 1),
            trainingRunId INTEGER NOT NULL UNIQUE REFERENCES trainingRun(id),
            state TEXT NOT NULL CHECK (state IN ('candidate', 'promoted', 'retired')),
            event INTEGER NOT NULL,
            recipe TEXT NOT NULL CHECK (json_valid(recipe)),
            summary TEXT NOT NULL CHECK (json_valid(summary)),
            checksum TEXT NOT NULL CHECK (length(checksum) = 64),
            createdAt REAL NOT NULL,
            PRIMARY KEY (queueId, number)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX modelVersionPromoted ON modelVersion (queueId) WHERE state = 'promoted';
        """

    private static let appendOnly =
        ["event", "annotation", "annotationLabel"].map { table in
            """
            CREATE TRIGGER \(table)IsNeverUpdated BEFORE UPDATE ON \(table) BEGIN
                SELECT RAISE(ABORT, 'winnow: \(table) is append-only');
            END;
            CREATE TRIGGER \(table)IsNeverDeleted BEFORE DELETE ON \(table) BEGIN
                SELECT RAISE(ABORT, 'winnow: \(table) is append-only');
            END;
            """
        }.joined(separator: "\n")
}
