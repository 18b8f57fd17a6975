using System.Text;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

public class UndeliveredCardTests
{
    public static TheoryData<OutboxKind> Kinds => [.. Enum.GetValues<OutboxKind>()];

    public static TheoryData<FilingObstacle> Obstacles => [.. Enum.GetValues<FilingObstacle>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_message_has_words_for_administrators(OutboxKind kind) =>
        Assert.DoesNotContain(CardWorld.English[QueueText.KindOther], Of(kind, "Timeout"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void What_stands_in_the_way_of_filing_is_said_with_its_remedy(FilingObstacle obstacle) =>
        Assert.Contains(
            CardWorld.English.Say(FilingParts.WordsOf(obstacle), ("detail", "Rating")), Of(OutboxKind.Export, $"{obstacle} Rating"), StringComparison.Ordinal);

    [Fact]
    public void Two_messages_of_one_kind_about_one_screening_can_be_told_apart_in_the_choice()
    {
        var json = Of(OutboxKind.Export, "Full", Message(OutboxKind.Export, "Full") with { Message = "outbox-000009-export" });

        var reference = CardWorld.Draft().Reference;
        Assert.All(["1", "2"], number => Assert.Contains($"\"{number}. {reference}\"", json, StringComparison.Ordinal));
        Assert.All(["1", "2"], number => Assert.Contains($"\"{number}. {reference}: filing of the documents\"", json, StringComparison.Ordinal));
    }

    private static UndeliverableMessage Message(OutboxKind kind, string reason) =>
        new(CardWorld.Draft().Id, "outbox-000007-export", kind, null, 12, reason, CardWorld.Now);

    private static string Of(OutboxKind kind, string reason, params UndeliverableMessage[] more) => Encoding.UTF8.GetString(
        UndeliveredCard.Of(CardWorld.Context, new UndeliverablePage([Message(kind, reason), .. more], null), "", Typed.None).ToUtf8Json().Span);
}
