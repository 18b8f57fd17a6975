using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Tests.Cards;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Export;

/// <summary>When something is filed, under which name, and what is said when it cannot be.</summary>
public sealed class FilingRulesTests
{
    [Theory]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j#k%l", "a-b-c-d-e-f-g-h-i-j-k-l")]
    [InlineData("  ..~$ Dakar . ", "Dakar")]
    [InlineData("CON", "Office CON")]
    [InlineData("", "Office")]
    [InlineData("تونس", "تونس")]
    [InlineData("😀", "Office")]
    public void A_folder_is_named_by_the_office_in_characters_that_SharePoint_takes(string typed, string folder) =>
        Assert.Equal(folder, FileNames.FolderOf(typed));

    [Theory]
    [InlineData("en", "Administrator:")]
    [InlineData("fr", "Administrateur")]
    [InlineData("es", "Administrador")]
    public void Every_obstacle_that_an_administrator_can_remove_says_so_in_one_sentence_and_names_the_column(string language, string addressed)
    {
        var context = CardWorld.Context with { Language = CardWorld.Languages.All.Single(l => l.Id == language) };
        FilingObstacle[] passing = [FilingObstacle.Busy, FilingObstacle.Locked, FilingObstacle.Changed];

        Assert.All(Enum.GetValues<FilingObstacle>(), obstacle =>
        {
            var said = FilingParts.Obstacle(context, obstacle, "Office");
            Assert.Equal(!passing.Contains(obstacle), said.Contains(addressed, StringComparison.Ordinal));
            Assert.Equal(
                obstacle is FilingObstacle.ColumnMissing or FilingObstacle.ColumnOfAnotherType or FilingObstacle.Refused,
                said.Contains("Office", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_claim_files_nothing_and_every_submission_and_decision_does()
    {
        var submitted = ExportWorld.Submitted("reception-centre");
        var result = submitted.State.FrozenResult!;
        var underReview = new AssessmentState.UnderReview(Noon, result, CardWorld.FocalPoint, Noon);

        Assert.True(FilingStatus.IsDue(new AssessmentState.Draft(), submitted.State));
        Assert.False(FilingStatus.IsDue(submitted.State, underReview));
        Assert.False(FilingStatus.IsDue(underReview, submitted.State));
        Assert.True(FilingStatus.IsDue(underReview, new AssessmentState.Cleared(Noon, result, CardWorld.FocalPoint, Noon)));
        Assert.True(FilingStatus.IsDue(underReview, new AssessmentState.Returned(Noon, result, CardWorld.FocalPoint, [])));
        Assert.True(FilingStatus.IsDue(submitted.State, new AssessmentState.Withdrawn(Noon, "r", result)));
        Assert.False(FilingStatus.IsDue(new AssessmentState.Draft(), new AssessmentState.Withdrawn(Noon, "r", null)));
    }

    [Fact]
    public void What_was_promised_after_the_filed_revision_still_waits()
    {
        var document = new FiledDocument("https://contoso.example/x", true, "2026/Tunis", ExportWorld.Hash, Noon);

        Assert.True(FilingStatus.After(FilingStatus.Promised(null, 9), document, 8).IsPending);
        Assert.False(FilingStatus.After(FilingStatus.Promised(null, 9), document, 9).IsPending);
    }
}
