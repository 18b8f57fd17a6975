using System.Collections.Immutable;
using Microsoft.Graph.Models;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>A column that the bot fills.</summary>
/// <param name="Name">Its internal name, ASCII: the display name is free to be changed and translated.</param>
/// <param name="IsDay">Holds a day; else one line of text.</param>
/// <param name="IsIndexed">People filter by it: without an index a view of more than 5,000 documents fails.</param>
internal sealed record LibraryColumn(string Name, bool IsDay, bool IsIndexed)
{
    public ColumnDefinition ToDefinition()
    {
        var definition = new ColumnDefinition { Name = Name, DisplayName = Name, Indexed = IsIndexed };

        // Only the one that is meant: a member set to null is sent, and a column of two types is none.
        if (IsDay)
        {
            definition.DateTime = new DateTimeColumn { Format = "dateOnly" };
        }
        else
        {
            definition.Text = new TextColumn { AllowMultipleLines = false, MaxLength = LibraryColumns.LongestText };
        }

        return definition;
    }

    /// <summary>Whether an existing column takes what the bot writes.</summary>
    public bool Fits(ColumnDefinition existing) => IsDay ? existing.DateTime is not null : existing.Text is not null;
}

/// <summary>The columns of the library.</summary>
internal static class LibraryColumns
{
    public const string Reference = "Reference";
    public const string ProjectCode = "ProjectCode";
    public const string Title = "Title";
    public const string Office = "Office";
    public const string Country = "Country";
    public const string Stage = "Stage";
    public const string Rating = "Rating";
    public const string FinalRating = "FinalRating";
    public const string State = "State";
    public const string SubmittedOn = "SubmittedOn";
    public const string DecidedOn = "DecidedOn";
    public const string Reviewer = "Reviewer";
    public const string AssessmentUrl = "AssessmentUrl";
    public const string ContentHash = "ContentHash";
    public const string QuestionnaireVersion = "QuestionnaireVersion";

    /// <summary>Whether annex and record carry the column too.</summary>
    public static bool IsForAll(string name) => name is Reference or QuestionnaireVersion or ContentHash;

    /// <summary>The longest text that a column of one line takes.</summary>
    public const int LongestText = 255;

    /// <summary>In the order in which they are shown. <see cref="Title"/> is there in every library.</summary>
    public static ImmutableArray<LibraryColumn> All { get; } =
    [
        new(Reference, IsDay: false, IsIndexed: true),
        new(Title, IsDay: false, IsIndexed: false),
        new(ProjectCode, IsDay: false, IsIndexed: true),
        new(Office, IsDay: false, IsIndexed: true),
        new(Country, IsDay: false, IsIndexed: true),
        new(Stage, IsDay: false, IsIndexed: true),
        new(Rating, IsDay: false, IsIndexed: true),
        new(FinalRating, IsDay: false, IsIndexed: true),
        new(State, IsDay: false, IsIndexed: true),
        new(SubmittedOn, IsDay: true, IsIndexed: true),
        new(DecidedOn, IsDay: true, IsIndexed: true),
        new(Reviewer, IsDay: false, IsIndexed: false),
        new(AssessmentUrl, IsDay: false, IsIndexed: false),
        new(ContentHash, IsDay: false, IsIndexed: false),
        new(QuestionnaireVersion, IsDay: false, IsIndexed: false),
    ];
}
