/// The first schema: queues, items, annotations, the event log. Frozen: later changes are later migrations.
///
/// The invariants of the design live here: what a constraint or a trigger forbids cannot happen, whatever the code above
/// does and however many processes do it. Nothing is ever deleted, so no number is ever given twice.
enum M0001Core {
    static let name = "0001 core"

    /// All of it, in order; a test holds it to its digest.
    static let sql = [queues, items, assignments, annotations, models, rules].joined(separator: "\n")

    private static let queues = """
        CREATE TABLE queue (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            definition TEXT NOT NULL CHECK (json_valid(definition)),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            overlap INTEGER NOT NULL CHECK (overlap >= 1)
        ) STRICT;

        -- What an import stores in one transaction has one event: no state between its rows ever existed.
        CREATE TABLE event (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            queueId INTEGER REFERENCES queue(id),
            kind TEXT NOT NULL CHECK (kind <> ''),
            subject INTEGER,
            payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
            at REAL NOT NULL
        ) STRICT;
        CREATE INDEX eventOfQueue ON event (queueId);

        -- A label without a position was taken out at `until`; with `mergedInto`, its annotations count for another since.
        CREATE TABLE label (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            name TEXT NOT NULL CHECK (name <> ''),
            position INTEGER CHECK (position >= 0),
            mergedInto INTEGER REFERENCES label(id) CHECK (mergedInto <> id),
            since INTEGER NOT NULL REFERENCES event(number),
            until INTEGER REFERENCES event(number) CHECK (until > since),
            CHECK (position IS NULL OR until IS NULL),
            CHECK (mergedInto IS NULL OR until IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX labelName ON label (queueId, name) WHERE position IS NOT NULL;
        CREATE UNIQUE INDEX labelPosition ON label (queueId, position) WHERE position IS NOT NULL;

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
        -- Item order, with all that is held in memory about an item: read from end to end, never searched by its later
        -- columns. There is no index by content: one of random keys costs an import twice what all the rest does.
        CREATE INDEX itemOrder ON item (queueId, id, contentHash, rootId, isEvaluation, event);
        CREATE INDEX itemMember ON item (rootId) WHERE rootId <> id;
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
            source TEXT NOT NULL CHECK (source <> ''),
            strategy TEXT NOT NULL CHECK (strategy <> ''),
            score REAL,
            rank INTEGER CHECK (rank >= 1),
            poolSize INTEGER NOT NULL CHECK (poolSize >= 1),
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            modelVersion INTEGER CHECK (modelVersion >= 1)
        ) STRICT;
        CREATE UNIQUE INDEX assignmentLive ON assignment (itemId, annotatorId) WHERE state IN ('active', 'submitted');
        CREATE INDEX assignmentActive ON assignment (queueId, leaseUntil) WHERE state = 'active';
        CREATE INDEX assignmentOfItem ON assignment (itemId) WHERE state = 'active';

        CREATE TABLE liveAnnotation (
            itemId INTEGER NOT NULL REFERENCES item(id),
            annotatorId INTEGER NOT NULL REFERENCES annotator(id),
            annotationId INTEGER NOT NULL UNIQUE REFERENCES annotation(id),
            queueId INTEGER NOT NULL REFERENCES queue(id),
            isCounted INTEGER NOT NULL CHECK (isCounted IN (0, 1)),
            PRIMARY KEY (itemId, annotatorId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX liveAnnotationOfQueue ON liveAnnotation (queueId, itemId, isCounted);
        CREATE INDEX liveAnnotationOfAnnotator ON liveAnnotation (annotatorId);
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
            source TEXT NOT NULL CHECK (source <> ''),
            event INTEGER NOT NULL REFERENCES event(number),
            at REAL NOT NULL,
            CHECK (action = 'submit' OR (supersedes IS NOT NULL AND assignmentId IS NULL)),
            CHECK (isPartial = 0 OR answer = 'label')
        ) STRICT;
        CREATE UNIQUE INDEX annotationOfAssignment ON annotation (assignmentId) WHERE assignmentId IS NOT NULL;
        CREATE INDEX annotationOfItem ON annotation (itemId);
        CREATE INDEX annotationInOrder ON annotation (queueId, event);

        CREATE TABLE annotationLabel (
            annotationId INTEGER NOT NULL REFERENCES annotation(id),
            labelId INTEGER NOT NULL REFERENCES label(id),
            isPresent INTEGER NOT NULL CHECK (isPresent IN (0, 1)),
            PRIMARY KEY (annotationId, labelId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX annotationLabelOfLabel ON annotationLabel (labelId);
        """

    private static let models = """
        CREATE TABLE trainingRun (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
            event INTEGER NOT NULL CHECK (event >= 0),
            startedAt REAL NOT NULL,
            endedAt REAL,
            message TEXT,
            CHECK ((state = 'running') = (endedAt IS NULL))
        ) STRICT;
        CREATE INDEX trainingRunOfQueue ON trainingRun (queueId);
        CREATE INDEX trainingRunRunning ON trainingRun (queueId) WHERE state = 'running';

        CREATE TABLE modelVersion (
            queueId INTEGER NOT NULL REFERENCES queue(id),
            number INTEGER NOT NULL CHECK (number >= 1),
            trainingRunId INTEGER NOT NULL UNIQUE REFERENCES trainingRun(id),
            state TEXT NOT NULL CHECK (state IN ('candidate', 'promoted', 'retired')),
            event INTEGER NOT NULL CHECK (event >= 0),
            recipe TEXT NOT NULL CHECK (json_valid(recipe)),
            summary TEXT NOT NULL CHECK (json_valid(summary)),
            checksum TEXT NOT NULL CHECK (length(checksum) = 64 AND checksum NOT GLOB '*[^0-9a-f]*'),
            createdAt REAL NOT NULL,
            PRIMARY KEY (queueId, number)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX modelVersionPromoted ON modelVersion (queueId) WHERE state = 'promoted';
        """
}
