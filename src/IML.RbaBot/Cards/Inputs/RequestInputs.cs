using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>Reads the inputs of the cards that ask the Unit and reply, and says what is wrong with them.</summary>
internal static class RequestInputs
{
    public static bool Knows(RawInputs inputs) =>
        inputs.Ids.All(id => id is InputIds.AskAbout or InputIds.AskText or InputIds.RequestReply);

    /// <summary>What is asked for; null when nothing was chosen.</summary>
    public static Command.AskUnit? Ask(RawInputs inputs)
    {
        if (inputs[InputIds.AskAbout] is not { } about)
        {
            return null;
        }

        var text = inputs[InputIds.AskText] ?? "";
        return char.IsAsciiLetter(about[0]) && Enum.TryParse<RequestKind>(about, out var kind) && kind is not RequestKind.Question
            ? new Command.AskUnit(kind, null, text)
            : new Command.AskUnit(RequestKind.Question, new QuestionId(about), text);
    }

    public static InputMessage MessageOf(RequestFault fault, bool isReply) => fault switch
    {
        RequestFault.NotAsked => new InputMessage(InputIds.AskAbout, RequestText.AskAboutError),
        RequestFault.TooMany => InputMessage.With(InputIds.AskText, RequestText.TooMany, "max", ReviewLimits.Requests),
        RequestFault.Unknown => new InputMessage(InputIds.RequestReply, RequestText.Unknown),
        _ when isReply => InputMessage.With(InputIds.RequestReply, RequestText.ReplyTextError, "max", ReviewLimits.Request),
        _ => InputMessage.With(InputIds.AskText, RequestText.AskTextError, "max", ReviewLimits.Request),
    };
}
