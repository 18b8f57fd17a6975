using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>Requests to the Unit and their replies, and who else works on the assessment.</summary>
internal static class Asking
{
    public static Decision AskUnit(Command.AskUnit ask, Assessment assessment, Request request)
    {
        var question = ask.Question is { } id ? assessment.Questionnaire.Find(id.Value) : null;
        var isAsked = question is not null && Route.Of(assessment.Sheet).IsAsked(question);
        if (FaultOf(ask.Text) is { } fault)
        {
            return Refused(fault);
        }

        if ((ask.Kind == RequestKind.Question) != isAsked || (ask.Question is not null && question is null))
        {
            return Refused(RequestFault.NotAsked);
        }

        // The same press again: as it leaves the revision as it is, the card says nothing of it.
        var by = request.Actor.Person!;
        if (assessment.Requests.Any(r => r.IsOpen && r.By.Id == by.Id && (r.Kind, r.Question, r.Text) == (ask.Kind, question?.Id, ask.Text.Trim())))
        {
            return Decider.Accept(assessment, request, []);
        }

        if (assessment.Requests.Length >= ReviewLimits.Requests)
        {
            return Refused(RequestFault.TooMany);
        }

        var made = new UnitRequest(
            assessment.Requests.Length + 1,
            ask.Kind,
            question?.Id,
            question is null ? null : assessment.Sheet[question.Position],
            ask.Text.Trim(),
            by,
            request.At);
        return Decider.Accept(assessment, request, [new AssessmentEvent.RequestMade(made)]);
    }

    public static Decision Reply(Command.ReplyToRequest reply, Assessment assessment, Request request)
    {
        if (assessment.Requests.FirstOrDefault(r => r.Number == reply.Number) is not { } asked)
        {
            return Refused(RequestFault.Unknown);
        }

        if (!asked.IsOpen)
        {
            return new Decision.Refused(new Refusal.RequestAnswered(asked));
        }

        return FaultOf(reply.Text) is { } fault
            ? Refused(fault)
            : Decider.Accept(assessment, request,
                [new AssessmentEvent.RequestReplied(asked.Number, new RequestReply(reply.Text.Trim(), request.Actor.Person!, request.At))]);
    }

    public static Decision Invite(Command.Invite invite, Assessment assessment, Request request)
    {
        var person = invite.CoEditor;
        if (assessment.IsEditor(person))
        {
            return Decider.Accept(assessment, request, []);
        }

        if (assessment.IsReviewer(person))
        {
            return new Decision.Refused(new Refusal.IsReviewer(person));
        }

        return assessment.CoEditors.Length >= ReviewLimits.CoEditors
            ? new Decision.Refused(new Refusal.TooManyCoEditors())
            : Decider.Accept(assessment, request, [new AssessmentEvent.CoEditorInvited(person)]);
    }

    public static Decision Remove(Command.RemoveCoEditor remove, Assessment assessment, Request request) => Decider.Accept(
        assessment,
        request,
        [.. assessment.CoEditors.Where(e => e.Id == remove.CoEditor).Select(e => new AssessmentEvent.CoEditorRemoved(e))]);

    public static Decision ChangeOwner(Command.ChangeOwner change, Assessment assessment, Request request)
    {
        if (change.To.Id == assessment.Developer.Id)
        {
            return Decider.Accept(assessment, request, []);
        }

        return assessment.IsReviewer(change.To)
            ? new Decision.Refused(new Refusal.IsReviewer(change.To))
            : Decider.Accept(assessment, request, [new AssessmentEvent.OwnerChanged(assessment.Developer, change.To)]);
    }

    private static RequestFault? FaultOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? RequestFault.Empty
        : text.Trim().Length > ReviewLimits.Request ? RequestFault.TooLong
        : null;

    private static Decision.Refused Refused(RequestFault fault) => new(new Refusal.FaultyRequest(fault));
}
