internal import Foundation
internal import GRDB
internal import WinnowDomain

/// Annotations as rows.
enum AnnotationRows {
    /// An annotation before it has numbers.
    struct New {
        var queue: QueueID
        var item: ItemID
        var annotator: AnnotatorID
        var assignment: AssignmentID?
        var action: Annotation.Action = .submit
        var judgement: Judgement
        var supersedes: AnnotationID?
        var seconds: Double?
        var source: AnnotationSource
        var key: String?
        var editor: AnnotatorID?
        var at: Moment
    }

    /// Stores an annotation with its event.
    static func insert(_ new: New, in db: GRDB.Database) throws -> Annotation {
        let event = try EventLog.append(
            new.action == .submit ? .annotationSubmitted : .annotationRetracted,
            queue: new.queue,
            subject: new.item.rawValue,
            at: new.at,
            in: db
        )
        return try insert(new, event: event, in: db)
    }

    static func insert(_ new: New, event: EventNumber, in db: GRDB.Database) throws -> Annotation {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO annotation (queueId, itemId, annotatorId, assignmentId, action, answer, isPartial, note,
                    supersedes, seconds, source, event, at, submissionKey, editorId)
                VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?)
                """
        )
        // The note as bytes: a text is bound up to the first U+0000.
        try statement.execute(arguments: [
            new.queue.rawValue, new.item.rawValue, new.annotator.rawValue, new.assignment?.rawValue,
            new.action.rawValue, new.judgement.answer.rawValue, new.judgement.isPartial,
            new.judgement.note.map { Data($0.utf8) }, new.supersedes?.rawValue, new.seconds, new.source.rawValue, event,
            new.at.seconds,
            new.key, new.editor?.rawValue,
        ])
        let id = AnnotationID(db.lastInsertedRowID)
        let label = try db.cachedStatement(
            sql: "INSERT INTO annotationLabel (annotationId, labelId, isPresent) VALUES (?, ?, ?)"
        )
        for present in new.judgement.present { try label.execute(arguments: [id.rawValue, present.rawValue, true]) }
        for absent in new.judgement.absent { try label.execute(arguments: [id.rawValue, absent.rawValue, false]) }
        return Annotation(
            id: id,
            item: new.item,
            annotator: new.annotator,
            assignment: new.assignment,
            action: new.action,
            judgement: new.judgement,
            supersedes: new.supersedes,
            seconds: new.seconds,
            source: new.source,
            editor: new.editor,
            event: event,
            at: new.at
        )
    }

    private static let columns =
        "a.id, a.itemId, a.annotatorId, a.assignmentId, a.action, a.answer, a.isPartial, a.note, a.supersedes, "
        + "a.seconds, a.source, a.event, a.at, a.editorId"

    /// The annotations that a condition on `annotation a` picks. Merged labels read as what they became.
    ///
    /// - Parameters:
    ///   - order: Oldest first if nothing is said.
    ///   - labels: The labels of another time, to read them as they read then; nil for now.
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        by order: String = "a.id",
        with labels: Set<LabelID>? = nil,
        in db: GRDB.Database
    ) throws -> [Annotation] {
        let rows = try RawStatement(
            "SELECT \(columns) FROM annotation a WHERE \(condition) ORDER BY \(order)",
            arguments,
            in: db
        )
        defer { rows.reset() }
        let given = try RawStatement("SELECT labelId, isPresent FROM annotationLabel WHERE annotationId = ?", in: db)
        defer { given.reset() }
        var merges = LabelMerges(standing: labels)
        var annotations: [Annotation] = []
        while try rows.step() {
            given.reset()
            given.bind(rows.integer(0), at: 1)
            var (present, absent): (Set<LabelID>, Set<LabelID>) = ([], [])
            while try given.step() {
                let label = try merges.final(given.integer(0), in: db)
                if given.integer(1) != 0 { present.insert(label) } else { absent.insert(label) }
            }
            annotations.append(try annotation(rows, present: present.sorted(), absent: absent.sorted()))
        }
        return annotations
    }

    /// An annotation of an annotator that stands, and its queue.
    ///
    /// - Throws: `StoreError.noSuchAnnotation`, `.annotationIsSuperseded`.
    static func standing(
        _ id: AnnotationID,
        of annotator: AnnotatorID,
        in db: GRDB.Database
    ) throws -> (Annotation, QueueID) {
        guard
            let annotation = try fetch(where: "a.id = ?", [id.rawValue], in: db).first,
            annotation.annotator == annotator,
            let queue = try Int64.fetchOne(
                db,
                sql: "SELECT queueId FROM annotation WHERE id = ?",
                arguments: [id.rawValue]
            )
        else { throw StoreError.noSuchAnnotation(id) }
        let stands = try Bool.fetchOne(
            db,
            sql: "SELECT count(*) FROM liveAnnotation WHERE annotationId = ?",
            arguments: [id.rawValue]
        )
        guard stands == true else { throw StoreError.annotationIsSuperseded(id) }
        return (annotation, QueueID(queue))
    }

    private static func annotation(
        _ row: RawStatement,
        present: [LabelID],
        absent: [LabelID]
    ) throws -> Annotation {
        guard let action = Annotation.Action(rawValue: row.text(4)),
            let answer = Judgement.Answer(rawValue: row.text(5)),
            let source = AnnotationSource(rawValue: row.text(10))
        else { throw StoreError.refused(reason: "annotation \(row.integer(0)) has a kind that is not known") }
        return Annotation(
            id: AnnotationID(row.integer(0)),
            item: ItemID(row.integer(1)),
            annotator: AnnotatorID(row.integer(2)),
            assignment: row.optionalInteger(3).map { AssignmentID($0) },
            action: action,
            judgement: Judgement(
                answer: answer,
                present: present,
                absent: absent,
                isPartial: row.integer(6) != 0,
                note: row.optionalText(7)
            ),
            supersedes: row.optionalInteger(8).map { AnnotationID($0) },
            seconds: row.optionalReal(9),
            source: source,
            editor: row.optionalInteger(13).map { AnnotatorID($0) },
            event: row.integer(11),
            at: Moment(row.real(12))
        )
    }
}
