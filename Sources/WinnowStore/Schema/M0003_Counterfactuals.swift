/// Counterfactuals, and what was decided about them. Frozen.
enum M0003Counterfactuals {
    static let name = "0003 counterfactuals"

    static let sql = tables + rules

    private static let tables = """
        CREATE TABLE counterfactual (
            id INTEGER PRIMARY KEY,
            queueId INTEGER NOT NULL REFERENCES queue(id),
            parentId INTEGER NOT NULL REFERENCES item(id),
            itemId INTEGER UNIQUE REFERENCES item(id),
            kind TEXT NOT NULL CHECK (kind IN ('flip', 'invariance')),
            sourceLabelId INTEGER NOT NULL REFERENCES label(id),
            targetLabelId INTEGER NOT NULL REFERENCES label(id),
            data TEXT NOT NULL CHECK (json_valid(data)),
            contentHash BLOB NOT NULL CHECK (length(contentHash) = 16),
            edit TEXT NOT NULL CHECK (json_valid(edit)),
            authorId INTEGER REFERENCES annotator(id),
            generator TEXT CHECK (generator IS NULL OR json_valid(generator)),
            draftId INTEGER REFERENCES counterfactual(id) CHECK (draftId < id),
            seconds REAL CHECK (seconds >= 0),
            overrideReason TEXT CHECK (overrideReason <> ''),
            submissionKey TEXT,
            event INTEGER NOT NULL REFERENCES event(number),
            at REAL NOT NULL,
            CHECK ((authorId IS NULL) <> (generator IS NULL)),
            CHECK ((kind = 'invariance') = (sourceLabelId = targetLabelId))
        ) STRICT;
        CREATE INDEX counterfactualInOrder ON counterfactual (queueId, event);
        CREATE INDEX counterfactualContent ON counterfactual (queueId, contentHash);
        CREATE INDEX counterfactualOfParent ON counterfactual (parentId);
        CREATE UNIQUE INDEX counterfactualKey ON counterfactual (authorId, submissionKey)
            WHERE submissionKey IS NOT NULL;

        CREATE TABLE counterfactualStep (
            id INTEGER PRIMARY KEY,
            counterfactualId INTEGER NOT NULL REFERENCES counterfactual(id),
            queueId INTEGER NOT NULL REFERENCES queue(id),
            action TEXT NOT NULL CHECK (action IN ('validate', 'accept', 'reject', 'reopen')),
            annotatorId INTEGER REFERENCES annotator(id),
            reason TEXT CHECK (reason <> ''),
            event INTEGER NOT NULL REFERENCES event(number),
            at REAL NOT NULL,
            CHECK (action <> 'reject' OR reason IS NOT NULL)
        ) STRICT;
        CREATE INDEX counterfactualStepInOrder ON counterfactualStep (queueId, event);
        CREATE INDEX counterfactualStepOf ON counterfactualStep (counterfactualId);

        -- Few among the items, and asked for with all of them.
        CREATE INDEX itemRevised ON item (queueId, id) WHERE origin = 'counterfactual';

        """

    private static let rules = """
        CREATE TRIGGER counterfactualBelongs BEFORE INSERT ON counterfactual BEGIN
            SELECT RAISE(ABORT, 'winnow: a counterfactual is in the queue of its parent, its labels and its event')
            WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = NEW.parentId AND queueId = NEW.queueId)
                OR NOT EXISTS (SELECT 1 FROM label WHERE id = NEW.sourceLabelId AND queueId = NEW.queueId)
                OR NOT EXISTS (SELECT 1 FROM label WHERE id = NEW.targetLabelId AND queueId = NEW.queueId)
                OR NOT EXISTS (SELECT 1 FROM event WHERE number = NEW.event AND queueId = NEW.queueId)
                OR NEW.itemId IS NOT NULL;
        END;
        -- Once an item, always that item: of its root, and a revised text.
        CREATE TRIGGER counterfactualBecomesItem BEFORE UPDATE OF itemId ON counterfactual BEGIN
            SELECT RAISE(ABORT, 'winnow: a counterfactual becomes one item, a revised one of the root of its parent')
            WHERE OLD.itemId IS NOT NULL OR NOT EXISTS (
                SELECT 1 FROM item r JOIN item p ON p.id = OLD.parentId
                WHERE r.id = NEW.itemId AND r.queueId = OLD.queueId AND r.origin = 'counterfactual'
                AND r.rootId = p.rootId AND r.contentHash = OLD.contentHash
            );
        END;
        CREATE TRIGGER counterfactualIsFixed BEFORE UPDATE OF id, queueId, parentId, kind, sourceLabelId, targetLabelId, data,
            contentHash, edit, authorId, generator, draftId, seconds, overrideReason, submissionKey, event, at
            ON counterfactual
        BEGIN
            SELECT RAISE(ABORT, 'winnow: a counterfactual is never changed');
        END;
        -- What was edited stays: a pair is of two texts.
        CREATE TRIGGER itemWasEdited BEFORE UPDATE OF contentHash, rootId, isEvaluation ON item
        WHEN NEW.contentHash <> OLD.contentHash OR NEW.rootId <> OLD.rootId OR NEW.isEvaluation <> OLD.isEvaluation
        BEGIN
            SELECT RAISE(ABORT, 'winnow: the item has counterfactuals; its text stays')
            WHERE EXISTS (SELECT 1 FROM counterfactual WHERE parentId = OLD.id OR itemId = OLD.id);
        END;
        -- Blind is who has not written it.
        CREATE TRIGGER assignmentIsBlind BEFORE INSERT ON assignment BEGIN
            SELECT RAISE(ABORT, 'winnow: no place: the annotator wrote the text')
            WHERE EXISTS (SELECT 1 FROM counterfactual WHERE itemId = NEW.itemId AND authorId = NEW.annotatorId);
        END;
        CREATE TRIGGER counterfactualStepBelongs BEFORE INSERT ON counterfactualStep BEGIN
            SELECT RAISE(ABORT, 'winnow: a decision is in the queue of its counterfactual and its event')
            WHERE NOT EXISTS (SELECT 1 FROM counterfactual WHERE id = NEW.counterfactualId AND queueId = NEW.queueId)
                OR NOT EXISTS (SELECT 1 FROM event WHERE number = NEW.event AND queueId = NEW.queueId);
            SELECT RAISE(ABORT, 'winnow: decisions are stored in the order of their events')
            WHERE NEW.event < (SELECT max(event) FROM counterfactualStep WHERE queueId = NEW.queueId);
        END;
        CREATE TRIGGER counterfactualStepIsNeverUpdated BEFORE UPDATE ON counterfactualStep BEGIN
            SELECT RAISE(ABORT, 'winnow: rows of counterfactualStep are never changed');
        END;
        CREATE TRIGGER counterfactualStepIsNeverDeleted BEFORE DELETE ON counterfactualStep BEGIN
            SELECT RAISE(ABORT, 'winnow: rows of counterfactualStep are never deleted');
        END;
        CREATE TRIGGER counterfactualIsNeverDeleted BEFORE DELETE ON counterfactual BEGIN
            SELECT RAISE(ABORT, 'winnow: rows of counterfactual are never deleted');
        END;
        """
}
