extension ErrorCode {
    /// What a code says at each border.
    private struct Meaning {
        let http: Int
        let exit: ExitStatus
        let title: String

        init(_ http: Int, _ exit: ExitStatus, _ title: String) {
            (self.http, self.exit, self.title) = (http, exit, title)
        }
    }

    /// The HTTP status of a problem document.
    package var httpStatus: Int { meaning.http }

    /// How the command ends, also when a server sent the code.
    package var exitStatus: ExitStatus { meaning.exit }

    /// What it is, for a person, whatever the case.
    package var title: String { meaning.title }

    private var meaning: Meaning {
        switch self {
        case .accountExists: Meaning(409, .cannotWrite, "There is such an account already")
        case .alreadyAnswered: Meaning(409, .failed, "Answered already in another way")
        case .annotationSuperseded: Meaning(409, .busy, "The annotation was changed in the meantime")
        case .annotatorDisabled: Meaning(403, .notPermitted, "The annotator is disabled")
        case .annotatorExists: Meaning(409, .cannotWrite, "There is such an annotator already")
        case .badEncoder: Meaning(422, .badData, "A model that cannot be an encoder")
        case .badHeader: Meaning(422, .badData, "A table whose first row cannot be its header")
        case .badInitialIds: Meaning(422, .badData, "A list of ids that does not fit the records")
        case .badList: Meaning(422, .badData, "A JSON list that cannot be read on")
        case .badQueueFile: Meaning(422, .badData, "A queue file with errors")
        case .badRecords: Meaning(422, .badData, "Records that cannot be items")
        case .badRequest: Meaning(400, .usage, "The request cannot be understood")
        case .badTemplate: Meaning(500, .badData, "A template of the pages cannot be used")
        case .busy: Meaning(503, .busy, "The data are in use; try again")
        case .cancelled: Meaning(503, .failed, "Stopped before it was done")
        case .cannotListen: Meaning(503, .unavailable, "The server cannot take this address")
        case .cannotOpen: Meaning(404, .notFound, "A file cannot be opened")
        case .cannotRead: Meaning(500, .failed, "A file cannot be read")
        case .cannotWrite: Meaning(500, .cannotWrite, "A file cannot be written")
        case .checkFailed: Meaning(500, .badData, "The check found something")
        case .counterfactualDecided: Meaning(409, .busy, "Somebody decided about the counterfactual in the meantime")
        case .damaged: Meaning(500, .badData, "Stored data are damaged")
        case .damagedCompression: Meaning(422, .badData, "Compressed data are damaged")
        case .encodingFailed: Meaning(502, .failed, "An encoder could not make vectors of texts")
        case .failed: Meaning(500, .failed, "Failed for a reason that no other code names")
        case .fileExists: Meaning(409, .cannotWrite, "The file is there already")
        case .forbidden: Meaning(403, .notPermitted, "Not permitted")
        case .forgedRequest: Meaning(403, .notPermitted, "The request did not come from one of our pages")
        case .internalError: Meaning(500, .failed, "Something went wrong here")
        case .isFolder: Meaning(400, .notFound, "A folder where a file is wanted")
        case .labelsInUse: Meaning(409, .badData, "Labels that are in use would vanish")
        case .lastOwner: Meaning(409, .notPermitted, "There has to be an owner")
        case .learning: Meaning(500, .failed, "The model cannot learn from these labels")
        case .leaseLost: Meaning(409, .busy, "The item went to somebody else")
        case .methodNotAllowed: Meaning(405, .usage, "Not possible at this address")
        case .modelDiffers: Meaning(500, .badData, "A rebuilt model is another one")
        case .modelLost: Meaning(409, .badData, "A model version cannot be used any more")
        case .needsNewQueue: Meaning(409, .badData, "The queue's items do not fit the new definition")
        case .newerData: Meaning(500, .unavailable, "The data were written by a newer Winnow")
        case .noDataFolder: Meaning(404, .notFound, "There is no data folder")
        case .noLabels: Meaning(409, .nothingToDo, "Nothing is labelled yet")
        case .noModel: Meaning(404, .notFound, "The queue has no model yet")
        case .noPages: Meaning(500, .notFound, "The pages are not with the executable")
        case .noRecords: Meaning(422, .badData, "A file without records")
        case .noSpace: Meaning(503, .cannotWrite, "There is no space left on the disk")
        case .noSuchAccount: Meaning(404, .notFound, "There is no such account")
        case .noSuchAnnotation: Meaning(404, .notFound, "There is no such annotation")
        case .noSuchAnnotator: Meaning(404, .notFound, "There is no such annotator")
        case .noSuchAssignment: Meaning(404, .notFound, "There is no such assignment")
        case .noSuchCounterfactual: Meaning(404, .notFound, "There is no such counterfactual")
        case .noSuchCredential: Meaning(404, .notFound, "There is no such link, session or token")
        case .noSuchDelivery: Meaning(404, .notFound, "There is no such delivery to be sent again")
        case .noSuchEncoder: Meaning(409, .notFound, "An encoder that a queue names is not in the data folder")
        case .noSuchField: Meaning(422, .badData, "The records have no such field")
        case .noSuchFile: Meaning(404, .notFound, "There is no such file")
        case .noSuchItem: Meaning(404, .notFound, "There is no such item")
        case .noSuchModel: Meaning(404, .notFound, "There is no such model version")
        case .noSuchPage: Meaning(404, .notFound, "There is nothing at this address")
        case .noSuchQueue: Meaning(404, .notFound, "There is no such queue")
        case .noSuchWebhook: Meaning(404, .notFound, "There is no such webhook")
        case .noTerminal: Meaning(400, .usage, "A terminal is needed")
        case .notConfirmed: Meaning(409, .failed, "Nobody said yes")
        case .notPossible: Meaning(422, .usage, "What is wanted cannot be")
        case .notReadable: Meaning(403, .notFound, "A file may not be read")
        case .notWinnow: Meaning(502, .unavailable, "Something else answers at the server's address")
        case .notWritable: Meaning(503, .cannotWrite, "The data folder cannot be written")
        case .nothingNew: Meaning(409, .nothingToDo, "Too little is new to learn from")
        case .nothingToMeasureOn: Meaning(409, .nothingToDo, "No labelled items to measure on")
        case .queueExists: Meaning(409, .cannotWrite, "There is such a queue already")
        case .queueWasChanged: Meaning(409, .busy, "The queue was changed in the meantime")
        case .redirected: Meaning(502, .unavailable, "The server sends requests elsewhere")
        case .refused: Meaning(422, .failed, "Not accepted")
        case .system: Meaning(500, .failed, "The system refused something")
        case .tooFewLabels: Meaning(409, .nothingToDo, "Too few labels for a model")
        case .tooFewRecords: Meaning(422, .badData, "Too few records for what was asked")
        case .tooLarge: Meaning(413, .badData, "Too large")
        case .tooManyErrors: Meaning(422, .badData, "Too many records cannot be items")
        case .tooManyRequests: Meaning(429, .busy, "Too many attempts")
        case .unauthenticated: Meaning(401, .notPermitted, "Not signed in")
        case .unreachable: Meaning(503, .unavailable, "The server cannot be reached")
        case .unsupportedEncoding: Meaning(415, .badData, "A text that is not UTF-8")
        case .unsupportedMedia: Meaning(415, .badData, "Not a format that is read here")
        case .unwell: Meaning(500, .failed, "Something that is needed is missing")
        case .usage: Meaning(400, .usage, "The command line is wrong")
        }
    }
}
