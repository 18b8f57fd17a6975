using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Export.Register;

/// <summary>The register as a sheet: one row for each assessment, in the reader's language, with typed cells.</summary>
internal static class RegisterSheet
{
    /// <summary>Writes all rows; memory holds one of them.</summary>
    /// <returns>How many.</returns>
    public static Task<int> WriteAsync(
        Stream output, CardContext context, IAsyncEnumerable<RegisterRow> rows, CancellationToken cancellationToken) =>
        SheetWriter.WriteAsync(
            output,
            context.Language[DocumentText.RegisterSheet],
            ColumnsOf(context.Language),
            rows.Select(row => CellsOf(context, context.Language, row)),
            cancellationToken);

    // Narrow enough that all of them, side by side on A3, are printed in letters that can be read: longer cells go on below.
    private static SheetColumn[] ColumnsOf(Language language) =>
    [
        new(language[DocumentText.RegisterReference], 16),
        new(language[DocumentText.RegisterVersion], 8),
        new(language[DocumentText.RegisterTitle], 30),
        new(language[DocumentText.RegisterProjectCode], 12),
        new(language[DocumentText.RegisterOffice], 14),
        new(language[DocumentText.RegisterCountries], 16),
        new(language[DocumentText.RegisterStage], 14),
        new(language[DocumentText.RegisterConfidentiality], 13),
        new(language[DocumentText.RegisterState], 16),
        new(language[DocumentText.RegisterRating], 8),
        new(language[DocumentText.RegisterFinalRating], 10),
        new(language[DocumentText.RegisterProvisional], 11),
        new(language[DocumentText.RegisterAlignment], 13),
        new(language[DocumentText.RegisterRisk], 12),
        new(language[DocumentText.RegisterRedFlags], 9),
        new(language[DocumentText.RegisterReferrals], 10),
        new(language[DocumentText.RegisterMeasures], 12),
        new(language[DocumentText.RegisterSubmittedOn], 12),
        new(language[DocumentText.RegisterDecidedOn], 12),
        new(language[DocumentText.RegisterDeveloper], 16),
        new(language[DocumentText.RegisterReviewer], 16),
        new(language[DocumentText.RegisterQuestionnaire], 15),
        new(language[DocumentText.RegisterDocument], 20),
    ];

    private static IReadOnlyList<SheetCell> CellsOf(CardContext context, Language language, RegisterRow row) =>
    [
        Words(row.Reference),
        new SheetCell.Number(row.Version),
        Words(row.Title),
        Words(row.ProjectCode),
        Words(row.Office),
        Words(language.List(row.Countries.Select(language.Lists.Country))),
        Words(row.Stage is { } stage ? ListTexts.NameIn(language.Lists.Stages, stage) : null),
        Words(language[row.IsRestricted ? DocumentText.DocumentConfidentialityRestricted : DocumentText.DocumentConfidentialityInternal]),
        Words(Wording.State(language, row.State)),
        Words(row.Rating.ToString()),
        Words(row.FinalRating?.ToString()),
        Words(language[row.IsProvisional ? DocumentText.DocumentYes : DocumentText.DocumentNo]),
        row.Indices.Length == 0 ? SheetCell.Empty : new SheetCell.Number(row.Indices.Min(i => i.Percent), OneDecimal: true),
        Words(RiskOf(context, row)),
        new SheetCell.Number(row.RedFlags),
        new SheetCell.Number(row.Referrals),
        new SheetCell.Number(row.Measures),
        Day(row.SubmittedAt),
        Day(row.DecidedAt),
        Words(row.Developer),
        Words(row.Reviewer),
        Words(row.Questionnaire),
        Words(row.FiledAt),
    ];

    // In the words of the version that rated it; of one that is no longer shipped, in those of any.
    private static string RiskOf(CardContext context, RegisterRow row)
    {
        var name = row.Questionnaire.Split(' ', 2);
        return context.Frames.FindOrAny(context.Language, new QuestionnaireRef(name[0], name[^1])).Text.RiskLevel(row.Risk);
    }

    private static SheetCell Words(string? text) => string.IsNullOrEmpty(text) ? SheetCell.Empty : new SheetCell.Words(text);

    private static SheetCell Day(DateTimeOffset? at) =>
        at is { } time ? new SheetCell.Day(DateOnly.FromDateTime(time.UtcDateTime)) : SheetCell.Empty;
}
