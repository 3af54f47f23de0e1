extension M0001Core {
    /// What a constraint on one row cannot say. Frozen like the tables.
    static let rules = ([items, labels, assignments, annotations, standing, models] + neverDeleted + neverUpdated)
        .joined(separator: "\n")

    private static let items = """
        -- Members of one root are in one queue and on one side of the split; a root is a root.
        CREATE TRIGGER itemJoinsRoot BEFORE INSERT ON item WHEN NEW.rootId <> NEW.id BEGIN
            SELECT RAISE(ABORT, 'winnow: an item is in another queue or on another side than its root')
            WHERE NOT EXISTS (
                SELECT 1 FROM item WHERE id = NEW.rootId AND rootId = id AND queueId = NEW.queueId
                AND isEvaluation = NEW.isEvaluation
            );
        END;
        CREATE TRIGGER itemChangesRoot BEFORE UPDATE OF rootId, isEvaluation ON item WHEN NEW.rootId <> NEW.id BEGIN
            SELECT RAISE(ABORT, 'winnow: an item is in another queue or on another side than its root')
            WHERE NOT EXISTS (
                SELECT 1 FROM item WHERE id = NEW.rootId AND rootId = id AND queueId = NEW.queueId
                AND isEvaluation = NEW.isEvaluation
            );
        END;
        -- Labels were given to a text, and a side was drawn for it: both stay while somebody uses them.
        CREATE TRIGGER itemIsUsed BEFORE UPDATE OF contentHash, rootId, isEvaluation, evaluationProbability ON item
        WHEN NEW.contentHash <> OLD.contentHash OR NEW.rootId <> OLD.rootId OR NEW.isEvaluation <> OLD.isEvaluation
            OR NEW.evaluationProbability <> OLD.evaluationProbability
        BEGIN
            SELECT RAISE(ABORT, 'winnow: the item has annotations, or others go back to it; its text stays')
            WHERE EXISTS (SELECT 1 FROM annotation WHERE itemId = OLD.id)
                OR EXISTS (SELECT 1 FROM assignment WHERE itemId = OLD.id AND state = 'active')
                OR EXISTS (SELECT 1 FROM item WHERE rootId = OLD.id AND rootId <> id);
        END;
        CREATE TRIGGER itemIsFixed BEFORE UPDATE OF id, queueId, externalId, origin ON item BEGIN
            SELECT RAISE(ABORT, 'winnow: an item keeps its number, queue, id and origin');
        END;
        """

    private static let labels = """
        -- A label is merged once, into one of its queue that stands: so merges never go in a circle.
        CREATE TRIGGER labelIsMerged BEFORE UPDATE OF mergedInto ON label WHEN NEW.mergedInto IS NOT OLD.mergedInto BEGIN
            SELECT RAISE(ABORT, 'winnow: a label is merged once, into one of its queue that stands')
            WHERE OLD.mergedInto IS NOT NULL OR NOT EXISTS (
                SELECT 1 FROM label WHERE id = NEW.mergedInto AND queueId = OLD.queueId AND mergedInto IS NULL
            );
        END;
        CREATE TRIGGER labelIsFixed BEFORE UPDATE OF id, queueId, since ON label BEGIN
            SELECT RAISE(ABORT, 'winnow: a label keeps its number, queue and beginning');
        END;
        """

    private static let assignments = """
        -- Overlap: live assignments and counted annotations of an item are never more than its queue asks for.
        CREATE TRIGGER assignmentBegins BEFORE INSERT ON assignment BEGIN
            SELECT RAISE(ABORT, 'winnow: an assignment begins active, on an item of its queue')
            WHERE NEW.state <> 'active'
                OR NOT EXISTS (SELECT 1 FROM item WHERE id = NEW.itemId AND queueId = NEW.queueId);
            \(noPlace)
        END;
        CREATE TRIGGER assignmentRevives BEFORE UPDATE OF state ON assignment
        WHEN NEW.state = 'active' AND OLD.state <> 'active' BEGIN
            \(noPlace)
        END;
        CREATE TRIGGER assignmentStates BEFORE UPDATE OF state ON assignment WHEN NEW.state <> OLD.state BEGIN
            SELECT RAISE(ABORT, 'winnow: an assignment in this state cannot come into that one')
            WHERE NOT CASE OLD.state
                WHEN 'active' THEN NEW.state IN ('submitted', 'released', 'expired')
                WHEN 'released' THEN NEW.state = 'active'
                WHEN 'expired' THEN NEW.state = 'active'
                WHEN 'submitted' THEN NEW.state = 'retracted'
                ELSE 0
            END;
        END;
        CREATE TRIGGER assignmentIsFixed BEFORE UPDATE OF id, queueId, itemId, annotatorId, claimedAt, source, strategy,
            score, rank, poolSize, probability, modelVersion ON assignment
        BEGIN
            SELECT RAISE(ABORT, 'winnow: of an assignment only state and lease change');
        END;
        """

    private static let noPlace = """
        SELECT RAISE(ABORT, 'winnow: no place: the item has all the annotators that it needs')
            WHERE (SELECT count(*) FROM assignment WHERE itemId = NEW.itemId AND state = 'active')
                + (SELECT count(*) FROM liveAnnotation WHERE itemId = NEW.itemId AND isCounted = 1)
                >= (SELECT overlap FROM queue WHERE id = NEW.queueId);
            SELECT RAISE(ABORT, 'winnow: no place: the annotator has had the item')
            WHERE EXISTS (SELECT 1 FROM liveAnnotation WHERE itemId = NEW.itemId AND annotatorId = NEW.annotatorId);
        """

    private static let annotations = """
        CREATE TRIGGER annotationBelongs BEFORE INSERT ON annotation BEGIN
            SELECT RAISE(ABORT, 'winnow: an annotation is in the queue of its item and its event')
            WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = NEW.itemId AND queueId = NEW.queueId)
                OR NOT EXISTS (SELECT 1 FROM event WHERE number = NEW.event AND queueId = NEW.queueId);
            SELECT RAISE(ABORT, 'winnow: annotations are stored in the order of their events')
            WHERE NEW.event < (SELECT max(event) FROM annotation WHERE queueId = NEW.queueId);
        END;
        CREATE TRIGGER annotationAnswersAssignment BEFORE INSERT ON annotation WHEN NEW.assignmentId IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'winnow: an annotation is of the item and annotator of its submitted assignment')
            WHERE NOT EXISTS (
                SELECT 1 FROM assignment WHERE id = NEW.assignmentId AND state = 'submitted'
                AND queueId = NEW.queueId AND itemId = NEW.itemId AND annotatorId = NEW.annotatorId
            );
        END;
        CREATE TRIGGER annotationSupersedesOwn BEFORE INSERT ON annotation WHEN NEW.supersedes IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'winnow: an annotation supersedes one of the same item and annotator that stands')
            WHERE NOT EXISTS (
                SELECT 1 FROM liveAnnotation WHERE annotationId = NEW.supersedes
                AND itemId = NEW.itemId AND annotatorId = NEW.annotatorId
            );
        END;
        -- An annotation gets its labels when it is made, before the next one.
        CREATE TRIGGER annotationLabelBelongs BEFORE INSERT ON annotationLabel BEGIN
            SELECT RAISE(ABORT, 'winnow: a label is given with its annotation, is of its queue, and fits its answer')
            WHERE NEW.annotationId <> (SELECT max(id) FROM annotation) OR NOT EXISTS (
                SELECT 1 FROM annotation a JOIN label l ON l.id = NEW.labelId AND l.queueId = a.queueId
                WHERE a.id = NEW.annotationId AND a.action = 'submit' AND a.answer = 'label'
                AND (NEW.isPresent = 1 OR a.isPartial = 1)
                AND (l.position IS NOT NULL OR l.mergedInto IS NOT NULL)
            );
        END;
        """

    private static let standing = """
        -- What stands now: at most one annotation for an item and an annotator.
        CREATE TRIGGER annotationStands AFTER INSERT ON annotation BEGIN
            DELETE FROM liveAnnotation WHERE annotationId = NEW.supersedes;
            INSERT INTO liveAnnotation (itemId, annotatorId, annotationId, queueId, isCounted)
            SELECT NEW.itemId, NEW.annotatorId, NEW.id, NEW.queueId, NEW.answer <> 'skip'
            WHERE NEW.action = 'submit';
        END;
        -- It falls when it is superseded, and never else. (That nothing else comes to stand is left to `winnow check`: a
        -- trigger on each insert would cost an import of labels a fifth of its speed.)
        CREATE TRIGGER liveAnnotationFalls BEFORE DELETE ON liveAnnotation BEGIN
            SELECT RAISE(ABORT, 'winnow: what stands follows from the annotations')
            WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE supersedes = OLD.annotationId);
        END;
        """

    private static let models = """
        CREATE TRIGGER modelVersionBelongs BEFORE INSERT ON modelVersion BEGIN
            SELECT RAISE(ABORT, 'winnow: a model version is of the queue of its training run')
            WHERE NOT EXISTS (SELECT 1 FROM trainingRun WHERE id = NEW.trainingRunId AND queueId = NEW.queueId);
        END;
        CREATE TRIGGER modelVersionIsFixed BEFORE UPDATE OF queueId, number, trainingRunId, event, recipe, summary,
            checksum, createdAt ON modelVersion
        BEGIN
            SELECT RAISE(ABORT, 'winnow: of a model version only the state changes');
        END;
        CREATE TRIGGER trainingRunIsFixed BEFORE UPDATE OF id, queueId, event, startedAt ON trainingRun BEGIN
            SELECT RAISE(ABORT, 'winnow: a training run keeps what it began with');
        END;
        """

    private static let neverDeleted = [
        "queue", "event", "label", "annotator", "item", "assignment", "annotation", "annotationLabel", "trainingRun",
        "modelVersion",
    ].map { table in
        """
        CREATE TRIGGER \(table)IsNeverDeleted BEFORE DELETE ON \(table) BEGIN
            SELECT RAISE(ABORT, 'winnow: rows of \(table) are never deleted');
        END;
        """
    }

    private static let neverUpdated = ["event", "annotation", "annotationLabel", "liveAnnotation"].map { table in
        """
        CREATE TRIGGER \(table)IsNeverUpdated BEFORE UPDATE ON \(table) BEGIN
            SELECT RAISE(ABORT, 'winnow: rows of \(table) are never changed');
        END;
        """
    }
}
