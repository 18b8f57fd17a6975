using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Requests;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Alerts;

/// <summary>To the developer and the co-editors: it came back with comments.</summary>
internal sealed class ReturnedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Returned;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.State is AssessmentState.Returned ? new Audience([assessment.Developer, .. assessment.CoEditors]) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.ReturnedHeading,
        reader.Say(
            NoticeText.ReturnedWhat,
            ("name", MarkdownText.Escape(assessment.Reviewer?.Name ?? "")),
            ("count", reader.Language.Number(assessment.Review.Open.Count()))),
        isChannel,
        showsTitle: !isChannel);
}

/// <summary>To the developer and the co-editors: the decision.</summary>
internal sealed class DecidedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Decided;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        WordsOf(assessment.State) is null ? null : new Audience([assessment.Developer, .. assessment.CoEditors]);

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.DecidedHeading,
        reader.Say(
            WordsOf(assessment.State) ?? NoticeText.DecidedCleared, ("name", MarkdownText.Escape(assessment.Reviewer?.Name ?? ""))),
        isChannel,
        showsTitle: !isChannel);

    private static NoticeText? WordsOf(AssessmentState state) => state switch
    {
        AssessmentState.Cleared => NoticeText.DecidedCleared,
        AssessmentState.ClearedWithConditions => NoticeText.DecidedWithConditions,
        AssessmentState.NotCleared => NoticeText.DecidedNotCleared,
        _ => null,
    };
}

/// <summary>To the backups and the Head of IML: it was not cleared.</summary>
internal sealed class NotClearedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.NotCleared;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.State is AssessmentState.NotCleared ? new Audience { Backups = true, HeadOfIml = true } : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.NotClearedHeading,
        reader.Say(NoticeText.NotClearedWhat, ("name", MarkdownText.Escape(assessment.Reviewer?.Name ?? ""))),
        isChannel,
        showsTitle: !assessment.Project.IsRestricted);
}

/// <summary>To the new reviewer: the review is yours.</summary>
internal sealed class HandedOverNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.HandedOver;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.State is AssessmentState.UnderReview review && review.Reviewer.Id.Value == detail ? new Audience(review.Reviewer) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.HandedOverHeading,
        reader.Language[NoticeText.HandedOverWhat],
        isChannel,
        showsTitle: !isChannel);
}

/// <summary>To the reviewer: somebody would take it over.</summary>
internal sealed class HandOverAskedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.HandOverAsked;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.State is AssessmentState.UnderReview review && AskerOf(assessment, detail) is not null ? new Audience(review.Reviewer) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.HandOverAskedHeading,
        reader.Say(NoticeText.HandOverAskedWhat, ("name", MarkdownText.Escape(AskerOf(assessment, detail)?.Name ?? ""))),
        isChannel,
        showsTitle: !isChannel);

    private static Person? AskerOf(Assessment assessment, string? detail) =>
        assessment.Review.HandOverAskedBy.FirstOrDefault(p => p.Id.Value == detail);
}

/// <summary>
/// To whoever reviews it or has returned it, else to the nearest focal points: somebody asks the Unit. Of a restricted project only that
/// they do.
/// </summary>
internal sealed class AskedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Asked;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        NoticeDetail.RequestOf(assessment, detail) is { IsOpen: true } && assessment.State is not AssessmentState.Withdrawn
            ? assessment is { State: AssessmentState.UnderReview or AssessmentState.Returned, Reviewer: { } reviewer }
                ? new Audience(reviewer) { FocalPointsOtherwise = true }
                : new Audience { FocalPoints = true }
            : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel)
    {
        var request = NoticeDetail.RequestOf(assessment, detail)!;
        var isOpen = !assessment.Project.IsRestricted;
        return NoticeCard.Of(
            reader,
            assessment,
            NoticeText.AskedHeading,
            isOpen
                ? reader.Say(
                    NoticeText.AskedWhat,
                    ("name", MarkdownText.Escape(request.By.Name)),
                    ("about", MarkdownText.Escape(RequestCards.AboutOf(reader, assessment, request))))
                : reader.Language[NoticeText.AskedRestricted],
            isChannel,
            showsTitle: isOpen,
            words: isOpen && !isChannel ? request.Text : null,
            page: new CardPage.Request(request.Number));
    }
}

/// <summary>To whoever asked, and the developer: the reply of the Unit.</summary>
internal sealed class RepliedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Replied;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        NoticeDetail.RequestOf(assessment, detail) is { Reply: not null } request
            ? new Audience([.. new[] { request.By, assessment.Developer }.Where(assessment.IsEditor).DistinctBy(p => p.Id)])
            : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel)
    {
        var request = NoticeDetail.RequestOf(assessment, detail)!;
        return NoticeCard.Of(
            reader,
            assessment,
            NoticeText.RepliedHeading,
            reader.Say(
                NoticeText.RepliedWhat,
                ("name", MarkdownText.Escape(request.Reply!.By.Name)),
                ("about", MarkdownText.Escape(RequestCards.AboutOf(reader, assessment, request)))),
            isChannel,
            showsTitle: !isChannel,
            words: isChannel ? null : request.Reply.Text,
            page: new CardPage.Request(request.Number));
    }
}

/// <summary>To a new co-editor.</summary>
internal sealed class InvitedNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.Invited;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.CoEditors.FirstOrDefault(p => p.Id.Value == detail) is { } invited ? new Audience(invited) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.InvitedHeading,
        reader.Say(NoticeText.InvitedWhat, ("name", MarkdownText.Escape(assessment.Developer.Name))),
        isChannel,
        showsTitle: !isChannel);
}

/// <summary>To a new owner.</summary>
internal sealed class OwnerGivenNotice : INotice
{
    public NoticeTopic Topic => NoticeTopic.OwnerGiven;

    public Audience? AudienceOf(Assessment assessment, string? detail) =>
        assessment.Developer.Id.Value == detail ? new Audience(assessment.Developer) : null;

    public AdaptiveCard CardOf(CardContext reader, Assessment assessment, string? detail, bool isChannel) => NoticeCard.Of(
        reader,
        assessment,
        NoticeText.OwnerGivenHeading,
        reader.Language[NoticeText.OwnerGivenWhat],
        isChannel,
        showsTitle: !isChannel);
}

/// <summary>The ids that notices carry.</summary>
internal static class NoticeDetail
{
    public static string Of(int requestNumber) => requestNumber.ToString(CultureInfo.InvariantCulture);

    public static UnitRequest? RequestOf(Assessment assessment, string? detail) =>
        int.TryParse(detail, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? assessment.Requests.FirstOrDefault(r => r.Number == number)
            : null;
}
