using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The cards that are sent to people without their asking.</summary>
internal static class NoticeGallery
{
    public static IEnumerable<(string Name, AdaptiveCard Card)> All(CardContext context)
    {
        var draft = CardWorld.Draft(CardWorld.Example("reception-centre.json"), FullSheets.Project(HostileText.Kinds[0].Of));
        var waiting = CardWorld.In(draft, r => new AssessmentState.Submitted(CardWorld.Now, r)) with
        {
            Review = new Review { Deadline = ReviewDeadline.Of(WorkingCalendar.Default, CardWorld.Now, 5) },
        };
        var claimed = CardWorld.In(waiting, r => new AssessmentState.UnderReview(CardWorld.Now, r, CardWorld.FocalPoint, CardWorld.Now));
        yield return ("notice-reminder", new ReminderNotice().CardOf(context, waiting, null, isChannel: false));
        yield return ("notice-reminder-channel", new ReminderNotice().CardOf(context, waiting, null, isChannel: true));
        yield return ("notice-overdue", new OverdueNotice().CardOf(context, waiting, null, isChannel: false));
        yield return ("notice-overdue-claimed", new OverdueNotice().CardOf(context, claimed, null, isChannel: false));
        yield return ("alert-claimed", AlertCard.Of(context, AlertView.Of(claimed, claimed.State.FrozenResult!), isChannel: true));
        yield return ("digest-none", DigestCard.Of(context, new DateOnly(2026, 11, 26), []));
        yield return ("digest-many", DigestCard.Of(context, new DateOnly(2026, 11, 26), [.. Enumerable.Range(1, 60).Select(Line)]));
    }

    private static DigestLine Line(int number)
    {
        var restricted = number % 5 == 0;
        return new DigestLine(
            AssessmentId.Of(Reference.Of((ulong)number * 7919), 1),
            restricted ? null : HostileText.Kinds[number % HostileText.Kinds.Length].Of(200),
            restricted ? null : HostileText.Kinds[number % HostileText.Kinds.Length].Of(100),
            Rating.A,
            number % 9 == 0);
    }
}
