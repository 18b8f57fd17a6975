using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;

namespace IML.RbaBot.Cards;

/// <summary>
/// Which extra risks the inputs of a card show, and which are only kept. What is half entered is always shown, after what is complete.
/// </summary>
/// <param name="Shown">At most <see cref="InputIds.ExtraRisksShown"/>, in the order of the inputs; a complete one has every part.</param>
/// <param name="Hidden">Complete ones for which there are no inputs.</param>
internal sealed record ExtraRiskSlots(ImmutableArray<BegunRisk> Shown, ImmutableArray<ExtraRisk> Hidden)
{
    public static ExtraRiskSlots Of(AnswerValue? value)
    {
        if (value is not AnswerValue.Words words)
        {
            return new ExtraRiskSlots([], []);
        }

        var complete = Math.Max(InputIds.ExtraRisksShown - words.Begun.Length, 0);
        return new ExtraRiskSlots(
            [
                .. words.ExtraRisks.Take(complete).Select(r => new BegunRisk(r.Description, r.Impact, r.Likelihood)),
                .. words.Begun.Take(InputIds.ExtraRisksShown),
            ],
            [.. words.ExtraRisks.Skip(complete)]);
    }
}
