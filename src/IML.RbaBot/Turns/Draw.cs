using System.Security.Cryptography;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Turns;

/// <summary>Draws ids for new assessments.</summary>
internal static class Draw
{
    public static AssessmentId NewId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return AssessmentId.Of(Reference.Of(BitConverter.ToUInt64(bytes)), 1);
    }
}
