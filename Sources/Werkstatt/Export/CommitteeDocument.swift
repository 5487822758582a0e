/// The extract for each committee: the suggestions of its fields. The pack says which committee deals with which field.
struct CommitteeDocument {
    let context: ReportContext
    let rows: SuggestionRows
    /// Only this committee; nil for all.
    let only: String?

    var document: Document {
        let committees = context.pack.drafts.committees.filter { only == nil || $0.id == only }
        var document = Document(title: "Auszug für die Ausschüsse", subtitle: context.pack.title)
        if committees.count == 1 { document.title = "Auszug: \(committees[0].title)" }
        document.header = ["Ausschuss"] + SuggestionRows.header
        if committees.isEmpty { document.paragraph("Das Paket nennt keine Ausschüsse („committees“).") }
        for committee in committees {
            let own = rows.all.filter { row in row.suggestion.fields.contains(where: committee.fields.contains) }
            document.heading(2, committee.title)
            guard !own.isEmpty else {
                document.paragraph("Zu den Handlungsfeldern dieses Ausschusses gibt es keinen Vorschlag.")
                continue
            }
            document.paragraph(
                "\(Wording.counted(own.count, "Vorschlag", "Vorschläge")) aus den Handlungsfeldern \(Wording.list(committee.fields.map(context.title)))."
            )
            for field in committee.fields {
                // A suggestion of two fields stands under the first that the committee deals with.
                let fielded = own.filter { row in row.suggestion.fields.first(where: committee.fields.contains) == field
                }
                guard !fielded.isEmpty else { continue }
                document.heading(3, "\(field) \(context.title(field))")
                AnnexDocument.sections(fielded, context: context, rows: rows, level: 4, into: &document)
            }
            document.rows += own.map { [committee.title] + rows.flat($0) }
        }
        return document
    }
}
